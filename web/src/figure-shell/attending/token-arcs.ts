import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RunName } from '../../compute/runs.js';
import type { Trace } from '../../compute/trace.js';
import { Clock } from '../../scene/clock.js';
import { easeInOut } from '../../scene/math.js';
import { type Cell, cellId } from '../../figure/cell.js';
import type { SvgNode } from '../../scene/node.js';
import { render } from '../../scene/render.js';
import { reducedMotion } from '../../ui/reduced-motion.js';
import { chipAt, chipGroup, chipOf, matrixTo, tokenOf } from './chip-group.js';
import { headIn, tokenIn } from './word-of-cell.js';
import { turnedArcs } from './turned-arcs.js';

/** A figure with words in its picture. */
interface WordedFigure extends ReactiveControllerHost {
  readonly renderRoot: ParentNode;
  matches(selector: string): boolean;
}

/** What the figure shows at the moment. */
interface ShownRun {
  /** The run of words that do not say theirs. */
  run(): RunName;
  traceOf(run: RunName): Trace;
  head(): number;
  /** The cell that a walk by keys has come to. */
  walked(): Cell | undefined;
}

/** How long arcs take to grow, and how long those of a tapped word stay, in milliseconds. */
const growth = 220;
const stay = 1200;
/** A word that gets this much is not quieted with the rest. */
const leastSeen = 0.05;
/** What the rest of the picture fades to. */
const quiet = '0.35';
/** A cell is read among others: those of its word are still to be seen. */
const calm = '0.6';
/** Marks of the scene that are of the same kind: two words' arcs at once could not be told apart. */
const rivals = '.arc, .arc-label';

/**
 * Pointing at a word, in any picture, shows what it attends to in the head that is shown: arcs over the picture, and the rest
 * of it pale. A tap shows them for a moment, and a walk by keys those of the word whose cell it has come to. They are not said
 * aloud: who follows the word is told the same.
 */
export class TokenArcs implements ReactiveController {
  #chip: SVGGraphicsElement | undefined;
  /** The cell for which the word's are shown. */
  #cell: Cell | undefined;
  #overlay = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  #drawn = 1;
  #touched = false;
  #timer = 0;
  #hidden: SVGElement[] = [];
  #stillness = reducedMotion();
  #clock = new Clock((elapsed) => this.#grow(elapsed));

  constructor(
    private readonly host: WordedFigure,
    private readonly shown: ShownRun,
  ) {
    this.#overlay.setAttribute('class', 'arcs');
    this.#overlay.setAttribute('pointer-events', 'none');
    host.addController(this);
  }

  hostConnected(): void {
    const { renderRoot } = this.host;
    for (const [name, listener] of Object.entries(this.#listeners))
      renderRoot.addEventListener(name, listener as EventListener);
  }

  hostDisconnected(): void {
    this.leave();
  }

  /** The picture has been drawn anew: its words may stand elsewhere, and be of another run. */
  hostUpdated(): void {
    this.#follow(this.host.matches(':focus-within') ? this.shown.walked() : undefined);
    if (this.#chip) this.#draw();
  }

  /** Who points at a word looks at that one. */
  #follow(cell: Cell | undefined): void {
    if (cell === this.#cell || (this.#chip && !this.#cell)) return;
    const token = cell && tokenIn(cell);
    const chip =
      token === undefined
        ? undefined
        : chipOf(this.host.renderRoot, cellId(cell!.tensor, ...cell!.indices), token);
    if (!chip) this.leave();
    this.#show(chip, cell);
  }

  leave(): void {
    if (!this.#chip) return;
    this.#chip = this.#cell = undefined;
    this.#clock.stop();
    clearTimeout(this.#timer);
    window.removeEventListener('pointerdown', this.#onElsewhere, true);
    window.removeEventListener('keydown', this.#onKey, true);
    this.#clear();
  }

  #listeners = {
    pointerover: ({ target, pointerType, buttons }: PointerEvent) => {
      if (pointerType !== 'touch' && buttons === 0) this.#show(chipAt(target));
    },
    pointerout: ({ pointerType, relatedTarget }: PointerEvent) => {
      if (pointerType !== 'touch' && chipAt(relatedTarget) !== this.#chip) this.leave();
    },
    pointerdown: ({ pointerType }: PointerEvent) => {
      this.#touched = pointerType === 'touch';
    },
    click: ({ target }: MouseEvent) => {
      const chip = this.#touched ? chipAt(target) : undefined;
      if (!chip) return;
      this.#show(chip);
      this.#timer = window.setTimeout(() => this.leave(), stay);
      window.addEventListener('pointerdown', this.#onElsewhere, true);
    },
    focusin: ({ target }: FocusEvent) => this.#show(chipAt(target)),
    focusout: () => this.leave(),
  };

  #onElsewhere = (): void => this.leave();
  #onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') this.leave();
  };

  #show(chip: SVGGraphicsElement | undefined, cell?: Cell): void {
    const same = chip === this.#chip;
    if (chip) this.#cell = cell;
    if (!chip || same) return;
    this.leave();
    this.#chip = chip;
    this.#cell = cell;
    this.#drawn = this.#stillness.matches ? 1 : 0.01;
    if (this.#drawn < 1) this.#clock.start();
    window.addEventListener('keydown', this.#onKey, true);
    this.#draw();
  }

  #grow(elapsed: number): void {
    this.#drawn = Math.min(1, this.#drawn + elapsed / growth);
    if (this.#drawn === 1) this.#clock.stop();
    this.#draw();
  }

  #draw(): void {
    const chip = this.#chip!;
    const scene = chip.closest<SVGGElement>('.scene');
    if (!scene) return this.leave();
    const cell = this.#cell;
    const head = (cell && headIn(cell)) ?? headOf(chip) ?? this.shown.head();
    const weights = this.#weightsOf(chip, head);
    const chips = chipGroup(scene, chip);
    const target = chips.find(({ element }) => element === chip);
    const picture = chip.ownerSVGElement!.viewBox.baseVal;
    const drawn = easeInOut(this.#drawn);
    const arcs = weights && target && turnedArcs({ chips, target, weights, picture, drawn });
    this.#clear();
    if (!arcs) return;
    this.#quiet(scene, cell ? calm : quiet);
    const loud = chips.filter((other) => other === target || weights[other.token]! >= leastSeen);
    const row = `.arc-label[data-cell^="weight:${head}:${target.token}:"]`;
    const read = cell ? `, [data-cell="${cellId(cell.tensor, ...cell.indices)}"]` : '';
    const labels = scene.querySelectorAll<SVGGraphicsElement>(row + read);
    this.#put(scene, arcs, [...loud.map(({ element }) => element), ...labels]);
  }

  /** None where the run has no such word. */
  #weightsOf(chip: Element, head: number): ArrayLike<number> | undefined {
    const { shown } = this;
    const named = chip.closest('[data-run]')?.getAttribute('data-run') as RunName | null | undefined;
    const trace = shown.traceOf(named ?? shown.run());
    const token = tokenOf(chip);
    return token < trace.n_tokens ? trace.row('weight', head, token) : undefined;
  }

  #quiet(scene: SVGElement, opacity: string): void {
    scene.style.transition = this.#stillness.matches ? '' : 'opacity 150ms';
    scene.style.opacity = opacity;
    this.#hidden = [...scene.querySelectorAll<SVGElement>(rivals)];
    for (const mark of this.#hidden) mark.style.visibility = 'hidden';
  }

  /** Arcs beside the scene, which is its renderer's; over them the words that they are about, as they are seen in it. */
  #put(scene: SVGGElement, arcs: SvgNode, loud: readonly SVGGraphicsElement[]): void {
    const holder = document.createElementNS(scene.namespaceURI, 'g');
    render(holder, [arcs]);
    this.#overlay.replaceChildren(holder, ...loud.map((mark) => copyOf(scene, mark)));
    scene.after(this.#overlay);
  }

  #clear(): void {
    const scene = this.#overlay.parentNode?.querySelector<SVGElement>('.scene');
    if (scene) scene.style.opacity = '';
    for (const mark of this.#hidden) mark.style.removeProperty('visibility');
    this.#hidden = [];
    this.#overlay.remove();
  }
}

/** Where heads stand side by side, the one that a word is over. */
function headOf(chip: Element): number | undefined {
  const cell = chip.closest('.panel')?.querySelector('[data-cell^="weight:"]');
  return cell ? Number(cell.getAttribute('data-cell')!.split(':')[1]) : undefined;
}

/** A word again, at the same place, but for the eye only. */
function copyOf(scene: SVGGraphicsElement, element: SVGGraphicsElement): Element {
  const { a, b, c, d, e, f } = matrixTo(scene, element.parentElement as unknown as SVGGraphicsElement);
  const group = document.createElementNS(scene.namespaceURI, 'g');
  group.setAttribute('transform', `matrix(${[a, b, c, d, e, f].join(' ')})`);
  const copy = element.cloneNode(true) as SVGElement;
  copy.removeAttribute('opacity');
  copy.style.removeProperty('visibility');
  for (const mark of [copy, ...copy.querySelectorAll('*')])
    for (const name of mark.getAttributeNames()) if (name.startsWith('data-')) mark.removeAttribute(name);
  group.append(copy);
  return group;
}
