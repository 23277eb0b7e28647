/**
 * Texts of another language are of another length: what is read stays where it is on the screen. To be called before the
 * change; `settled` waits until all that has changed is drawn.
 */
export function preserveScroll(root: ParentNode, settled: () => Promise<void>): void {
  const eye = window.innerHeight / 3;
  const sections = [...root.querySelectorAll('section.chapter')];
  const read = sections.find((section) => {
    const { top, bottom } = section.getBoundingClientRect();
    return top <= eye && bottom > eye;
  });
  // Whoever is at the beginning of the page stays there.
  if (!read || window.scrollY === 0) return;
  const { top, height } = read.getBoundingClientRect();
  const passed = (eye - top) / height;
  void settled().then(() => {
    const now = read.getBoundingClientRect();
    window.scrollBy({ top: now.top + passed * now.height - eye, behavior: 'instant' });
  });
}
