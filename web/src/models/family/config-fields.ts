import { isObject, type JsonObject } from '../format/json.js';
import { ModelFileError, quoted } from '../model-file-error.js';

/** Above all sizes that anybody has, and above all numbers of layers and of heads. */
const mostSize = 2 ** 24;
const mostCount = 1024;

/** Fields of configurations that say nothing about what is computed: of training, of files, of text generation. */
const saysNothing = new Set(
  `_attn_implementation _attn_implementation_autoset _commit_hash _name_or_path _num_labels architectures
  attention_dropout attention_dropout_prob attention_probs_dropout_prob attn_pdrop auto_map bad_words_ids begin_suppress_tokens bos_token_id
  chunk_size_feed_forward classifier_dropout decoder_start_token_id diversity_penalty do_sample dropout dtype
  early_stopping embd_pdrop embed_dropout encoder_no_repeat_ngram_size eos_token_id finetuning_task
  forced_bos_token_id forced_eos_token_id gradient_checkpointing hidden_dropout hidden_dropout_prob id2label
  initializer_range is_llama_config label2id length_penalty max_length min_length no_repeat_ngram_size
  num_beam_groups num_beams num_return_sequences output_attentions output_hidden_states output_scores
  pad_token_id prefix problem_type remove_invalid_values reorder_and_upcast_attn repetition_penalty resid_dropout
  resid_pdrop return_dict return_dict_in_generate sep_token_id suppress_tokens summary_activation
  summary_first_dropout summary_proj_to_labels summary_type summary_use_proj task_specific_params temperature
  tokenizer_class top_k top_p torch_dtype torchscript transformers.js_config transformers_version
  typical_p use_bfloat16 use_cache weight_init_mode`.split(/\s+/),
);

/**
 * The fields of a model's configuration, each asked for by its name. What is missing, impossible or not known is refused with
 * a sentence that names the field; `finish` refuses fields that nobody has asked for.
 */
export class ConfigFields {
  readonly #asked = new Set<string>();

  constructor(
    private readonly fields: JsonObject,
    readonly name = 'config.json',
  ) {}

  has(field: string): boolean {
    return Object.hasOwn(this.fields, field) && this.fields[field] !== null;
  }

  /** Whether a field is there, if only to say null. */
  isThere(field: string): boolean {
    return Object.hasOwn(this.fields, field);
  }

  /** Its value as it stands there; undefined for one that is not there or null. */
  value(field: string): unknown {
    this.#asked.add(field);
    return this.has(field) ? this.fields[field] : undefined;
  }

  /** A size: a whole number from `least` on. */
  size(field: string, initial?: number, { least = 1, most = mostSize } = {}): number {
    const value = this.value(field) ?? initial;
    if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most)
      return value as number;
    throw this.wrong(field, `must be a whole number from ${least} to ${most}`);
  }

  /** How many layers or heads there are: things that are laid out one by one. */
  count(field: string, initial?: number): number {
    return this.size(field, initial, { most: mostCount });
  }

  /** A number above 0. */
  positive(field: string, initial?: number): number {
    const value = this.value(field) ?? initial;
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
    throw this.wrong(field, 'must be a number above 0');
  }

  flag(field: string, initial: boolean): boolean {
    const value = this.value(field) ?? initial;
    if (typeof value === 'boolean') return value;
    throw this.wrong(field, 'must be true or false');
  }

  /** What stands for a text in a table of those that are known. */
  choice<T>(field: string, known: Readonly<Record<string, T>>, initial?: string): T {
    const value = this.value(field) ?? initial;
    if (typeof value === 'string' && Object.hasOwn(known, value)) return known[value]!;
    throw this.wrong(field, `is not known here; ${Object.keys(known).join(', ')} are`);
  }

  /** Throws unless a field is not there, or is this: other values ask for what is not computed here. */
  must(field: string, only: unknown): void {
    const value = this.value(field);
    if (value !== undefined && value !== only)
      throw this.wrong(field, `is not known here; only ${quoted(only)} is`);
  }

  /** An object within, as fields of its own; undefined where there is none. */
  within(field: string): ConfigFields | undefined {
    const value = this.value(field);
    if (value === undefined) return undefined;
    if (isObject(value)) return new ConfigFields(value, `${field} of ${this.name}`);
    throw this.wrong(field, 'must be an object');
  }

  /** Fields that were not asked for may only be there if they say nothing, or say "no". */
  finish(): void {
    for (const [field, value] of Object.entries(this.fields)) {
      const empty = Array.isArray(value) ? value.length === 0 : isObject(value) && !Object.keys(value).length;
      const says = value !== null && value !== false && !empty;
      if (says && !this.#asked.has(field) && !saysNothing.has(field))
        throw this.wrong(field, 'is a setting that is not known here, and could change what is computed');
    }
  }

  wrong(field: string, what: string): ModelFileError {
    const value = Object.hasOwn(this.fields, field) ? quoted(this.fields[field]) : 'not there';
    return new ModelFileError('config', field, `${this.name}: ${field} (${value}) ${what}.`);
  }
}
