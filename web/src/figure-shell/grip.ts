/** A figure in which a grip can be dragged. */
export interface GrippedFigure {
  readonly step: number;
  /** Shows a step at the moment where its motion has ended. */
  goTo(step: number): void;
  /** Drags the grip to a place of the picture. */
  dragTo(place: readonly [x: number, y: number]): void;
}

/** What is held at the moment, and how far from its middle, on the screen: a reader has one hand. */
let held: { readonly grip: Element; readonly x: number; readonly y: number } | undefined;

/** A pointer that has pressed a grip takes it along, at the point at which it has it. */
export function dragGrip(figure: GrippedFigure, event: PointerEvent): void {
  const grip = (event.target as Element).closest<SVGGraphicsElement>('[data-grip]');
  if (event.type === 'pointerdown') {
    held = undefined;
    if (!grip) return;
    const { e, f } = grip.getScreenCTM()!;
    held = { grip, x: event.clientX - e, y: event.clientY - f };
    // From now on all of its moves are told here.
    grip.setPointerCapture(event.pointerId);
    figure.goTo(figure.step);
  } else if (held && held.grip === grip) {
    const toPicture = grip.ownerSVGElement!.getScreenCTM()!.inverse();
    const { x, y } = new DOMPoint(event.clientX - held.x, event.clientY - held.y).matrixTransform(toPicture);
    figure.dragTo([x, y]);
  }
}
