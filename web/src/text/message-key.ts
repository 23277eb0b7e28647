// The keys of all texts: those that English has. The other languages have the same ones, which a test compares.
import type common from '../../messages/en/common.json';
import type context from '../../messages/en/context.json';
import type cost from '../../messages/en/cost.json';
import type counting from '../../messages/en/counting.json';
import type extras from '../../messages/en/extras.json';
import type heads from '../../messages/en/heads.json';
import type key from '../../messages/en/key.json';
import type learning from '../../messages/en/learning.json';
import type match from '../../messages/en/match.json';
import type overview from '../../messages/en/overview.json';
import type query from '../../messages/en/query.json';
import type twoSteps from '../../messages/en/two-steps.json';
import type value from '../../messages/en/value.json';
import type weights from '../../messages/en/weights.json';
import type word from '../../messages/en/word.json';
import type yourTurn from '../../messages/en/your-turn.json';

type Texts = typeof common &
  typeof extras &
  typeof overview &
  typeof word &
  typeof context &
  typeof query &
  typeof key &
  typeof match &
  typeof weights &
  typeof value &
  typeof twoSteps &
  typeof heads &
  typeof counting &
  typeof cost &
  typeof learning &
  typeof yourTurn;

export type MessageKey = keyof Texts;
