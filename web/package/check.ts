// The declarations of the package say what its sources do: an error of types here where they do not.
import type {
  attend as realAttend,
  AttentionInput,
  AttentionOutputs,
  AttentionStages,
  wasmBytes as realBytes,
} from '../src/entries/core.js';
import type { AttentionExplainer as Real } from '../src/app/attention-explainer.js';
import type * as core from './core.js';
import type { AttentionExplainer } from './index.js';

type Own = Exclude<keyof AttentionExplainer, keyof HTMLElement> | 'lang';
/** `T` is an error where it is not assignable. */
type Is<T extends U, U> = [T, U];

export type Checks = [
  Is<Pick<Real, Own>, Pick<AttentionExplainer, Own>>,
  Is<typeof realAttend, typeof core.attend>,
  Is<typeof realBytes, typeof core.wasmBytes>,
  Is<AttentionInput, core.AttentionInput>,
  Is<core.AttentionInput, AttentionInput>,
  Is<AttentionStages, core.AttentionStages>,
  Is<AttentionOutputs, core.AttentionOutputs>,
];
