/** How a page of the reader's can show a figure: by an element and its script, or in a frame. */
export const embedKinds = ['element', 'iframe'] as const;
export type EmbedKind = (typeof embedKinds)[number];
