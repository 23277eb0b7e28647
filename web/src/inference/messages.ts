// What the page and the thread of a model say to one another.
import { AttentionError } from '../../../wasm/instance.js';
import { ModelFileError, type ModelFileProblem } from '../models/model-file-error.js';
import type { About, CallName } from './calls.js';
import type { ModelFiles } from './open-here.js';

export type Request =
  | {
      readonly kind: 'open';
      readonly wasm: Uint8Array<ArrayBuffer>;
      readonly files: ModelFiles;
      readonly memoryLimit: number | undefined;
    }
  | { readonly kind: 'call'; readonly id: number; readonly name: CallName; readonly args: readonly unknown[] }
  | { readonly kind: 'abort'; readonly id: number };

export type Report =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'opened'; readonly about: About }
  /** Of the opening, where there is no id. */
  | { readonly kind: 'failed'; readonly id?: number; readonly failure: Failure }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown };

/** An error as plain data. */
export type Failure =
  | {
      readonly type: 'file';
      readonly problem: ModelFileProblem;
      readonly subject: string;
      readonly message: string;
    }
  | { readonly type: 'call'; readonly code: number; readonly message: string }
  | { readonly type: 'other'; readonly message: string };

export function asFailure(error: unknown): Failure {
  if (error instanceof ModelFileError) {
    const { problem, subject, message } = error;
    return { type: 'file', problem, subject, message };
  }
  if (error instanceof AttentionError) return { type: 'call', code: error.code, message: error.message };
  return { type: 'other', message: error instanceof Error ? error.message : String(error) };
}

export function asError(failure: Failure): Error {
  if (failure.type === 'file') return new ModelFileError(failure.problem, failure.subject, failure.message);
  return failure.type === 'call'
    ? new AttentionError(failure.code, failure.message)
    : new Error(failure.message);
}
