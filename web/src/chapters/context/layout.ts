import { between } from '../../scene/math.js';
import type { Box } from '../../figure/objects/space-labels.js';

/** Three phrases as cards, and a space for what their word becomes: beside them, or below where there is no room. */
export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly cards: readonly Box[];
  readonly card: CardLayout;
  readonly space: Box;
  readonly letters: number;
}

/** Inside a card, from its corner. */
interface CardLayout {
  readonly padding: number;
  readonly chipHeight: number;
  /** Over each column of bars; without room for it once over all cards. */
  readonly headingY: number | undefined;
  readonly barsY: number;
  readonly barPitch: number;
  readonly barCount: number;
  readonly wordWidth: number;
  readonly gap: number;
}

const roomyCard: CardLayout = {
  padding: 12,
  chipHeight: 26,
  headingY: 54,
  barsY: 66,
  barPitch: 19,
  barCount: 4,
  wordWidth: 68,
  gap: 14,
};

const narrowCard: CardLayout = {
  padding: 6,
  chipHeight: 22,
  headingY: undefined,
  barsY: 33,
  barPitch: 17,
  barCount: 3,
  wordWidth: 60,
  gap: 12,
};

/** With glosses chips and bars have two lines. */
function glossedCard(card: CardLayout, barPitch: number): CardLayout {
  const { chipHeight, headingY, barsY } = card;
  const added = 8;
  return {
    ...card,
    chipHeight: chipHeight + added,
    headingY: headingY === undefined ? undefined : headingY + added,
    barsY: barsY + added,
    barPitch,
    barCount: 3,
  };
}

export function layoutFor(room: number, glossed: boolean): Layout {
  return room >= 620
    ? roomy(Math.min(room, 860), glossed ? glossedCard(roomyCard, 28) : roomyCard)
    : narrow(between(300, room, 619), glossed ? glossedCard(narrowCard, 28) : narrowCard);
}

function roomy(width: number, card: CardLayout): Layout {
  const cardWidth = between(324, width * 0.45, 364);
  const cardHeight = card.barsY + card.barCount * card.barPitch + card.padding - 4;
  const pitch = cardHeight + 14;
  const height = 3 * pitch - 14 + 8;
  return {
    kind: 'roomy',
    width,
    height,
    cards: [0, 1, 2].map((index) => ({ x: 1, y: 4 + index * pitch, width: cardWidth, height: cardHeight })),
    card,
    space: { x: cardWidth + 22, y: 4, width: width - cardWidth - 23, height: height - 8 },
    letters: 13,
  };
}

function narrow(width: number, card: CardLayout): Layout {
  const cardHeight = card.barsY + card.barCount * card.barPitch + card.padding - 2;
  const pitch = cardHeight + 6;
  const top = 20;
  const below = top + 3 * pitch + 6;
  const spaceHeight = 232;
  return {
    kind: 'narrow',
    width,
    height: below + spaceHeight + 2,
    cards: [0, 1, 2].map((index) => ({
      x: 1,
      y: top + index * pitch,
      width: width - 2,
      height: cardHeight,
    })),
    card,
    space: { x: 1, y: below, width: width - 2, height: spaceHeight },
    letters: 12,
  };
}
