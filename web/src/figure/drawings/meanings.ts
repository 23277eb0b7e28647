import type { SvgNode } from '../../scene/node.js';
import type { MessageKey } from '../../text/messages.js';
import type { DrawingPlace } from './drawing.js';
import { moleAnimal, moleSkin, moleUnit } from './moles.js';
import { eiffelTower, miniatureEiffelTower, tower } from './towers.js';

const drawings = {
  'mole-animal': moleAnimal,
  'mole-unit': moleUnit,
  'mole-skin': moleSkin,
  tower,
  eiffel: eiffelTower,
  miniature: miniatureEiffelTower,
} as const satisfies Record<string, (place: DrawingPlace) => SvgNode>;

/** What has a drawing: a word in one of the phrases that are told of, by the name of its run. */
export type Meaning = keyof typeof drawings;

export function drawMeaning(meaning: Meaning, place: DrawingPlace): SvgNode {
  return drawings[meaning](place);
}

/** The key of what is said in place of the drawing. */
export function meaningText(meaning: Meaning): MessageKey {
  return `drawing.${meaning}`;
}
