// The words of a figure as they stand in its picture: found in the page, so that no figure has to tell where its words are.

const selector = '[data-token]';

/** A word in a picture, and the box in which it is seen, in the picture's coordinates. */
export interface Chip {
  readonly element: SVGGraphicsElement;
  readonly token: number;
  readonly box: Box;
  /** Of a slanted word the box is only its upper end, and this is where it begins: the same in all words of a line. */
  readonly foot: number | undefined;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The word that something in a picture belongs to; none where it is a cell, which is pointed at for itself. */
export function chipAt(target: EventTarget | null): SVGGraphicsElement | undefined {
  const mark = target instanceof Element ? target.closest(`${selector}, [data-cell]`) : null;
  return mark?.matches(selector) ? (mark as SVGGraphicsElement) : undefined;
}

/** A word of a picture for one of its cells: in the panel that the cell is in, where there are several. */
export function chipOf(picture: ParentNode, cell: string, token: number): SVGGraphicsElement | undefined {
  const chips = [...picture.querySelectorAll<SVGGraphicsElement>(`.scene [data-token="${token}"]`)];
  const panel = picture.querySelector(`.scene [data-cell="${cell}"]`)?.closest('.panel') ?? null;
  return chips.find((chip) => panel?.contains(chip)) ?? chips[0];
}

export function tokenOf(chip: Element): number {
  return Number(chip.getAttribute('data-token'));
}

/** The words of the row or the column that a word is in, with itself, in the order of the page. */
export function chipGroup(scene: SVGGraphicsElement, chip: SVGGraphicsElement): Chip[] {
  const kind = kindOf(scene, chip);
  const alike = [...scene.querySelectorAll<SVGGraphicsElement>(selector)].filter(
    (other) => kindOf(scene, other) === kind,
  );
  let group: SVGGraphicsElement[] = [];
  const seen = new Set<number>();
  for (const element of alike) {
    // Where a word comes again, another row of the same words begins.
    if (seen.has(tokenOf(element))) {
      if (group.includes(chip)) break;
      group = [];
      seen.clear();
    }
    seen.add(tokenOf(element));
    group.push(element);
  }
  return group.map((element) => measured(scene, element));
}

/** What is alike in all words of a row: what they are, and how deep in the picture. */
function kindOf(scene: Element, chip: Element): string {
  let depth = 0;
  for (let at: Element | null = chip; at && at !== scene; at = at.parentElement) depth += 1;
  return `${chip.localName} ${chip.classList[0]} ${depth}`;
}

/** From the coordinates of one mark to those of the scene that it is in. */
export function matrixTo(scene: SVGGraphicsElement, mark: SVGGraphicsElement): DOMMatrix {
  return scene.getScreenCTM()!.inverse().multiply(mark.getScreenCTM()!);
}

/** The chip's own box where it has one, else its letters; areas that only meet the pointer are not seen. */
function measured(scene: SVGGraphicsElement, element: SVGGraphicsElement): Chip {
  const seen =
    element.querySelector<SVGGraphicsElement>(':scope > rect:not(.hit, .underline)') ??
    (element.localName === 'text' ? element : element.querySelector<SVGGraphicsElement>('text')!);
  const matrix = matrixTo(scene, seen);
  const { x, y, width, height } = seen.getBBox();
  const corner = (atX: number, atY: number) => new DOMPoint(atX, atY).matrixTransform(matrix);
  const slanted = Math.abs(matrix.b) > 0.01;
  const [from, to] = slanted
    ? [corner(x + width, y), corner(x + width, y + height)]
    : [corner(x, y), corner(x + width, y + height)];
  const box = {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    right: Math.max(from.x, to.x),
    bottom: Math.max(from.y, to.y),
  };
  const foot = slanted ? corner(x, y + height / 2).y : undefined;
  return { element, token: tokenOf(element), box, foot };
}
