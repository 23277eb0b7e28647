// The declarations of the package say what its sources do: an error of types here where they do not.
import type {
  attend as realAttend,
  AttentionInput,
  AttentionOutputs,
  AttentionStages,
  wasmBytes as realBytes,
} from '../src/entries/core.js';
import type { openModel as realOpen } from '../src/entries/models.js';
import type { Model as RealModel } from '../src/inference/model.js';
import type { Run as RealRun } from '../src/inference/run.js';
import type { Attribution as RealAttribution } from '../src/inference/calls.js';
import type { OpenModelOptions } from '../src/inference/open.js';
import type { GivenFiles } from '../src/inference/given-files.js';
import type { Without } from '../src/inference/switches.js';
import type { GenerateOptions } from '../src/inference/generate.js';
import type { Stages } from '../src/inference/stages.js';
import type { ModelFileError as RealModelFileError } from '../src/models/model-file-error.js';
import type { AttentionExplainer as Real } from '../src/app/attention-explainer.js';
import type * as core from './core.js';
import type { AttentionExplainer } from './index.js';
import type * as models from './models.js';

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
  // Classes whose making is nobody else's are known by their members.
  Is<Omit<Pick<RealModel, keyof models.Model>, 'run' | 'without'>, Omit<models.Model, 'run' | 'without'>>,
  Is<Pick<RealRun, keyof models.Run>, models.Run>,
  Is<Parameters<models.Model['run']>, Parameters<RealModel['run']>>,
  Is<Parameters<models.Model['without']>, Parameters<RealModel['without']>>,
  Is<Parameters<typeof models.openModel>, Parameters<typeof realOpen>>,
  Is<RealModelFileError, models.ModelFileError>,
  Is<OpenModelOptions, models.OpenModelOptions>,
  Is<GivenFiles, models.GivenFiles>,
  Is<Without, models.Without>,
  Is<GenerateOptions, models.GenerateOptions>,
  Is<Stages, models.Stages>,
  Is<models.Stages, Stages>,
  Is<RealAttribution, models.Attribution>,
];
