// Files of language models, read in browsers and in node: what a model is, where its weights lie, and its tokenizer. Nothing here
// knows of the page, and nothing computes: weights are handed on as they stand in the files.
export type { TransformerDescription } from './description.js';
export { ModelFileError, type ModelFileProblem } from './model-file-error.js';
export type { ModelPlan } from './model-plan.js';
export { openModel, type OpenedModel } from './open-model.js';
export {
  parameterParts,
  type LoadOptions,
  type ParameterBytes,
  type ParameterPart,
} from './parameter-parts.js';
export { parameterShapes, type ParameterName, type ParameterShape } from './parameters.js';
export { AddressSource } from './source/address-source.js';
export { BlobSource } from './source/blob-source.js';
export type { ByteSource } from './source/byte-source.js';
export { BytesSource } from './source/bytes-source.js';
export { NodeFileSource } from './source/node-file-source.js';
export {
  closeFiles,
  filesAtAddress,
  filesInFolder,
  openFile,
  type FileInput,
  type OpenOptions,
} from './source/open-files.js';
export { characterSpans, type CharacterSpan, type Tokenizer } from './tokenizer/tokenizer.js';
