/** Whether the window is a narrow one of its own: in a frame its foot may be far away. */
export function isNarrowWindow(widest: number): boolean {
  return innerWidth <= widest && window.parent === window;
}

/** A sheet at the foot of the window: in the top layer nothing stands over it, and it is fixed to the window whatever it stands in. */
export function beSheet(element: HTMLElement, sheet: boolean): void {
  if (sheet === element.classList.contains('sheet')) return;
  element.classList.toggle('sheet', sheet);
  if (!('showPopover' in element)) return;
  element.popover = sheet ? 'manual' : null;
  if (sheet) element.showPopover();
}
