import { between } from '../../scene/math.js';
import type { Scene } from '../../figure/scenes.js';
import type { Box } from '../../figure/objects/space-labels.js';

/** Phrases as cards, and a space for what their word becomes: of the moles, then of the towers. */
export type Part = 'moleCards' | 'moleSpace' | 'towerCards' | 'towerSpace';

/** Cards and space side by side; on phones one after the other. */
export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly scenes: readonly Scene<Part>[];
  readonly cards: readonly Box[];
  readonly card: CardLayout;
  readonly space: Box;
  readonly letters: number;
}

/** Inside a card, from its corner. */
interface CardLayout {
  readonly padding: number;
  readonly chipHeight: number;
  readonly barsY: number;
  readonly barPitch: number;
  readonly barCount: number;
  readonly wordWidth: number;
  /** The bars from E′ beside those from E; on phones these alone. */
  readonly columns: 1 | 2;
}

/** Between the columns of a card. */
export const columnGap = 14;
/** Over all cards: what the columns are. */
const titleHeight = 18;

/** Chips and bars of words alone; with glosses they have two lines. */
const roomyCard: CardLayout = {
  padding: 10,
  chipHeight: 26,
  barsY: 43,
  barPitch: 19,
  barCount: 4,
  wordWidth: 74,
  columns: 2,
};
const glossedRoomyCard: CardLayout = {
  ...roomyCard,
  padding: 7,
  chipHeight: 33,
  barsY: 45,
  barPitch: 26,
  barCount: 3,
};
const narrowCard: CardLayout = {
  padding: 6,
  chipHeight: 24,
  barsY: 34,
  barPitch: 16,
  barCount: 3,
  wordWidth: 84,
  columns: 1,
};
const glossedNarrowCard: CardLayout = {
  ...narrowCard,
  padding: 3,
  chipHeight: 30,
  barsY: 34,
  barPitch: 26,
  barCount: 2,
};

export function layoutFor(room: number, glossed: boolean): Layout {
  return room >= 620
    ? roomy(Math.min(room, 860), glossed ? glossedRoomyCard : roomyCard)
    : narrow(between(300, room, 619), glossed ? glossedNarrowCard : narrowCard);
}

function cardBoxes(width: number, card: CardLayout, gap: number): Box[] {
  const height = card.barsY + card.barCount * card.barPitch + 4;
  return [0, 1, 2].map((index) => ({ x: 1, y: titleHeight + index * (height + gap), width, height }));
}

function roomy(width: number, card: CardLayout): Layout {
  const cardWidth = between(324, width * 0.47, 380);
  const cards = cardBoxes(cardWidth, card, 9);
  const height = cards[2]!.y + cards[2]!.height + 2;
  return {
    kind: 'roomy',
    width,
    height,
    scenes: [
      { from: 'before', parts: ['moleCards', 'moleSpace'] },
      { from: 'eiffel', parts: ['towerCards', 'towerSpace'] },
    ],
    cards,
    card,
    space: { x: cardWidth + 20, y: 1, width: width - cardWidth - 21, height: height - 2 },
    letters: 13,
  };
}

function narrow(width: number, card: CardLayout): Layout {
  const cards = cardBoxes(width - 2, card, 4);
  const height = cards[2]!.y + cards[2]!.height + 1;
  return {
    kind: 'narrow',
    width,
    height,
    scenes: [
      { from: 'before', parts: ['moleCards'] },
      { from: 'arrows', parts: ['moleSpace'] },
      { from: 'eiffel', parts: ['towerSpace'] },
    ],
    cards,
    card,
    space: { x: 1, y: 0, width: width - 2, height: height - 1 },
    letters: 12.4,
  };
}
