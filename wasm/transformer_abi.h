#ifndef TRANSFORMER_ABI_H
#define TRANSFORMER_ABI_H

/* The C interface of the wasm module for real models, which is loaded only where one is opened:
 * core/include/attention/transformer/.
 *
 * The module imports nothing and exports these functions and `memory`. It holds one model, one sentence in it, and the
 * trace of one block, each behind the one before in memory:
 *
 *   transformer_description()          write the fields of TransformerDescription there
 *   transformer_layout()               reserve the weights
 *   transformer_staging(bytes)         reserve room for pieces of a file; write one there
 *   transformer_part()                 write the fields of ParameterPart there: which part of which parameter it is
 *   transformer_pack()                 pack it; so for all of the file, a piece at a time
 *   transformer_check_weights()        is all there?
 *   transformer_begin(n, rows)         room for a sentence of up to n tokens; drops the staging
 *   transformer_session_address(0)     write token ids there
 *   transformer_run(count)             send them through the model
 *   transformer_read_out(layer, i, 1)  logits
 *   transformer_trace(layer, h, count) the stages of a block, for some heads
 *   transformer_switch_head(l, h, 0)   take a head out of the sentence; run its tokens again
 *
 * Numbers of parameters, tensors, stages and fields, with their names, are generated for JavaScript by describe_tensors
 * (build/wasm/generated/transformer.ts). Calls that can fail return a status (0 is success; the numbers are those of
 * attention::StatusCode) and leave a sentence for transformer_message(). A call that failed has changed nothing unless
 * its comment says so. Calls that reserve memory may grow it, which detaches every view that JavaScript holds. */

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Rises when the meaning of any call below changes. */
#define TRANSFORMER_ABI_VERSION 1
uint32_t transformer_abi_version(void);

/* Address of the description: the fields of TransformerDescription, 4 bytes each, whole numbers before real ones. The
 * module owns it; it starts with the initial values that the generated table has. */
uint32_t transformer_description(void);

/* Bytes that the model described needs with a sentence of up to `n_context` tokens and `n_logit_rows` rows of logits,
 * without a staging or a trace. Reserves nothing; so a page can say beforehand whether there is enough. NaN for a
 * description or sentence that is none, with a sentence of its own. */
double transformer_bytes(uint32_t n_context, uint32_t n_logit_rows);

/* Reserves the weights of the model described, fills them with zeros, and forgets model and sentence of before.
 * Errors: 1, 7 (the sentence names the field), 2 (more memory than there is). */
int32_t transformer_layout(void);

/* Number of elements of a parameter, of one layer; 0 for one that this model does not have, for an unknown number and
 * before the first layout. So a reader knows what it is asked for. */
uint32_t transformer_parameter_columns(uint32_t parameter);
uint32_t transformer_parameter_depth(uint32_t parameter);

/* Address of room for `bytes` bytes of a file, a multiple of 64, behind the weights; 0 if there is not as much memory
 * or no layout yet, with a sentence. It holds until the next staging, session or layout, and lies where the session's
 * tensors do, which it drops. */
uint32_t transformer_staging(uint32_t bytes);

/* Address of the part: the fields of ParameterPart, 4 bytes each. */
uint32_t transformer_part(void);

/* Packs the part described out of the staging. Errors: 5 (no layout or no staging), 6 (no such parameter or layer),
 * 1 (beyond the parameter or the staging), 7 (a type that is none, or that would have to be narrowed), nothing having
 * changed; 4 (a number is NaN or infinite: the part is then unspecified). */
int32_t transformer_pack(void);

/* Packs scales of a matrix of int8 out of the staging: of the columns (rows of the matrix as it is printed) from
 * first_column on, each the float at offset + (column - first_column) column_step, of the part's type. A weight is its
 * scale times its whole number. Errors: as transformer_pack; 7 where the parameter has no scales. */
int32_t transformer_pack_scales(void);

/* Errors: 5 (no layout), 6 (elements of a parameter are missing; the sentence names it). */
int32_t transformer_check_weights(void);

/* Begins a sentence with room for `n_context` tokens and `n_logit_rows` rows of logits; forgets the one before and the
 * staging. Errors: 5 (no layout), 1 (beyond the model's positions, or none), 2 (more memory than there is). */
int32_t transformer_begin(uint32_t n_context, uint32_t n_logit_rows);

/* Address and number of elements (4 bytes each) of a tensor of SessionTensor: 0 token, 1 stream, 2 logits, 3 key_cache,
 * 4 value_cache, ... 0 before transformer_begin and for an unknown number. */
uint32_t transformer_session_address(uint32_t tensor);
uint32_t transformer_session_size(uint32_t tensor);

/* Tokens that have gone through the model. */
uint32_t transformer_n_done(void);

/* Sends the next `count` tokens, which stand in `token` from n_done on, through the model.
 * Errors: 5 (no sentence begun), 1 (none, or beyond the room), 3 (an id outside the vocabulary), nothing having
 * changed; 4 (a stream went beyond float32; n_done stays). */
int32_t transformer_run(uint32_t count);

/* Forgets the tokens from `n_tokens` on; for another continuation. */
void transformer_rewind(uint32_t n_tokens);

/* Switch a head, the attention or the MLP of a layer, or one edge off (`is_on` 0) or on again. A head that is off adds
 * nothing to the stream; without its attention or its MLP a layer adds nothing of it, biases included; the score of an
 * edge that is off, what the token at place `query` takes from the one at `key` in one head, is minus infinity before
 * the softmax, so that the keys that are left share all of the weight. A trace shows the same: scores and weights of a
 * head that is off as they would be, its output and delta 0.
 *
 * A change takes back the tokens that it would have changed (all; for an edge those from its query on): n_done falls,
 * the ids in `token` stay; run them again. transformer_begin switches all on.
 * Errors: 5 (no sentence begun), 1 (no such layer or head, or a key that the query does not see anyway), 2 (2^14 edges
 * are off already). */
int32_t transformer_switch_head(uint32_t layer, uint32_t head, uint32_t is_on);
int32_t transformer_switch_attention(uint32_t layer, uint32_t is_on);
int32_t transformer_switch_mlp(uint32_t layer, uint32_t is_on);
int32_t transformer_switch_edge(uint32_t layer, uint32_t head, uint32_t query, uint32_t key, uint32_t is_on);

/* All of them on; takes back all tokens. */
void transformer_switch_all_on(void);

/* Logits of `count` tokens from `first` on, into the rows of `logits` from 0 on, as the stream that block `layer` gets
 * gives them: n_layers for the model's own, less for the logit lens.
 * Errors: 5, 1 (no such layer, tokens that are not done, more rows than there are), 4. */
int32_t transformer_read_out(uint32_t layer, uint32_t first, uint32_t count);

/* The same for rows of the block that was traced last: `stage` is 0 stream, 13 middle (between attention and MLP) or 19
 * output. So the logit lens is to be had before and after each attention.
 * Errors: 5 (no trace), 6 (another stage), 1 (tokens that were not traced, more rows than there are), 4. */
int32_t transformer_read_out_stage(uint32_t stage, uint32_t first, uint32_t count);

/* Terms of the logit that the token at `place` gives `token`, into the session tensor `attribution`
 * (3 + n_layers (n_heads + 2)): what is there anyway (biases of the final norm and the unembedding), token embedding,
 * position embedding; then for each layer each of its heads, b_o, MLP. They add up to the logit: the final norm is
 * taken as it is at this place, a division by a constant, and all behind it is linear. What is off has 0.
 * Errors: 5, 1 (a place that is not done), 3 (outside of the vocabulary), 4. */
int32_t transformer_attribute(uint32_t place, uint32_t token);

/* The place of the largest of a row of logits: the next token of greedy generation. 0 before transformer_begin and for
 * a row that is not there. */
uint32_t transformer_largest_logit(uint32_t row);

/* Draws the next token from a row of logits: softmax of logits / temperature, of which the `top_k` largest (0: all), of
 * those the fewest largest that reach `top_p` of their sum. temperature 0 is greedy. `seed` and `place`, that of the
 * new token in its sentence, decide the draw alone, so that the same text goes on in the same way. Returns the token,
 * or -1 with a sentence: no sentence begun, no such row, a setting out of its range. */
int32_t transformer_sample(uint32_t row, uint32_t seed, uint32_t place, float temperature, uint32_t top_k, float top_p);

/* Computes all stages of block `layer` for all tokens done, with the scores, weights and deltas of `n_heads` heads from
 * `first_head` on. It lies behind the session and stays until the next trace, session or layout.
 * Errors: 5 (no token done), 1 (no such layer or heads), 2 (more memory than there is); 4 (a value beyond float32). */
int32_t transformer_trace(uint32_t layer, uint32_t first_head, uint32_t n_heads);

/* Address and number of floats of a stage of BlockStage; 0 before the first trace, for an unknown number and for a
 * stage that this model does not have. */
uint32_t transformer_stage_address(uint32_t stage);
uint32_t transformer_stage_size(uint32_t stage);

/* The sentence of the last call that failed, UTF-8 with a closing NUL; empty if none did. Owned by the module,
 * overwritten by the next failure. */
const char* transformer_message(void);

#ifdef __cplusplus
}
#endif

#endif
