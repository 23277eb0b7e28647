/**
 * Whether a key belongs to the reader's input method, which makes letters of what is typed: it is none of ours until then. WebKit
 * tells of the last key later, by the code that stands for all of them.
 */
export const isComposed = ({ isComposing, keyCode }: KeyboardEvent): boolean =>
  isComposing || keyCode === 229;
