#ifndef ATTENTION_ABI_H
#define ATTENTION_ABI_H

/* The C interface of the wasm module: everything that JavaScript may call.
 *
 * The module imports nothing and exports these functions and `memory`. It holds one arena: one block of memory
 * with the parameters of one model and the trace of one sentence, every tensor in it row-major.
 *
 *   attention_layout(...)            reserve the arena for a model and a sentence length
 *   attention_address(id)            write parameters and token ids there through a typed array
 *   attention_check_parameters()     once, after the parameters were written
 *   attention_run(...)               fill the trace
 *   attention_address(id)            read any stage there
 *
 * Tensor ids, names and axes: core/include/attention/model/tensor.hpp. These and the other numbers of this interface
 * are generated for JavaScript by describe_tensors. Calls that can fail return a status (0 is success; the numbers are
 * those of attention::StatusCode) and leave a sentence for attention_message(). A call that failed has changed nothing
 * unless its comment says so. */

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Rises when the meaning of any call below changes. */
#define ATTENTION_ABI_VERSION 3
uint32_t attention_abi_version(void);

/* Lays out the arena. When the first six sizes are those of the layout before, the parameters stay as they are;
 * otherwise they become 0. The trace becomes 0. Every view that JavaScript holds is stale afterwards.
 * Errors: 1 (a size is 0, too large or does not fit the others), 2 (more memory than there is). */
int32_t attention_layout(uint32_t n_vocabulary, uint32_t n_positions, uint32_t d_model, uint32_t n_heads,
                         uint32_t d_head, uint32_t d_value, uint32_t n_tokens);

/* Counts layouts: a view made under another generation must not be read. */
uint32_t attention_generation(void);

/* Address in `memory` of a tensor's first element, a multiple of 16; 0 before the first layout and for an
 * unknown id. The arena owns the memory; the address holds until the next layout. */
uint32_t attention_address(uint32_t tensor_id);

/* Number of elements (4 bytes each) of a tensor; 0 before the first layout and for an unknown id. */
uint32_t attention_size(uint32_t tensor_id);

/* Errors: 5 (no layout yet), 4 (a parameter is NaN or infinite). */
int32_t attention_check_parameters(void);

/* Runs the model on the ids in the tensor `token` and fills every other tensor of the trace. Scores are divided by the
 * temperature, and by sqrt(d_head) if `scale` is not 0; `mask` is a number of attention::Mask (0 causal, 1 none, 2 zero
 * after softmax); bit h of `silent_heads` keeps head h out of the delta. As it was trained, the model runs with
 * (1, 1, 0, 0); anything else departs from it on purpose.
 * Errors: 5 (no layout yet), 7 (a temperature or a mask that means nothing; nothing has changed); 3 (an id outside the
 * vocabulary) and 4 (a value went beyond the range of float32), the trace being unspecified then. */
int32_t attention_run(float temperature, uint32_t scale, uint32_t mask, uint32_t silent_heads);

/* The attention operator by itself, on tensors of any shape: core/include/attention/operator/operator.hpp.
 *
 *   attention_operator_description()    write the fields there, 4 bytes each, in the order of OperatorDescription
 *   attention_operator_layout()         reserve its tensors
 *   attention_operator_address(tensor)  write the inputs there
 *   attention_operator_run(path)        fill the outputs
 *   attention_operator_address(tensor)  read them there
 *
 * Its tensors lie behind the model's arena, and a layer's and the analysis's (below) in the same place: a successful
 * attention_layout, attention_layer_layout or attention_analysis_layout drops them, and growing the memory detaches
 * every view that JavaScript holds, which is why each of these calls counts as a generation. A page that wants both at
 * once instantiates the module twice. */

/* Address of the description: 21 fields of 4 bytes, as they are in OperatorDescription (a mask has four extents); the
 * last two, scale and softcap, are float32. The module owns it; it starts as that of one query and one key. */
uint32_t attention_operator_description(void);

/* Lays out the tensors of the call that is described. What they hold is unspecified until written.
 * Errors: 1 (a field is out of range or does not fit another), 2 (more memory than there is). */
int32_t attention_operator_layout(void);

/* Address and number of elements of a tensor of OperatorTensor. Elements have 4 bytes, those of a boolean mask 1.
 * 0 before the first layout, for an unknown number, and for a tensor that is not part of this call. */
uint32_t attention_operator_address(uint32_t tensor);
uint32_t attention_operator_size(uint32_t tensor);

/* Runs the call. path 0: fused, only outputs; 1: traced, every stage (the description must keep stages).
 * Errors: 5 (no layout yet, or none with stages), 1 (an unknown path, or a valid length beyond the keys: nothing was
 * written), 4 (an output is not a finite number: outputs are then unspecified). */
int32_t attention_operator_run(uint32_t path);

/* One whole layer without biases, in the sizes of real models: core/include/attention/layer/layer.hpp.
 *
 *   attention_layer_layout(...)        reserve it
 *   attention_layer_address(2)         write one map there (staging), then
 *   attention_layer_pack(map)          pack it; so for all four
 *   attention_layer_address(0)         write the embeddings there
 *   attention_layer_run()
 *   attention_layer_address(1)         read the deltas there
 *
 * It lies where the operator's tensors and the analysis's do, and drops them. Errors of the layout: 1, 2. */
int32_t attention_layer_layout(uint32_t n_tokens, uint32_t d_model, uint32_t n_heads, uint32_t d_head, uint32_t d_value,
                               uint32_t causal);

/* Address and number of floats of a tensor of LayerTensor; 0 before the first layout and for an unknown number. */
uint32_t attention_layer_address(uint32_t tensor);
uint32_t attention_layer_size(uint32_t tensor);

/* Packs the map that stands in staging: 0 w_q, 1 w_k, 2 w_v, 3 w_o, with the shapes of LayerMap.
 * Errors: 5 (no layout yet), 6 (no such map). */
int32_t attention_layer_pack(uint32_t map);

/* Errors: 5 (no layout yet), 4 (an output of a head, or a delta, is not a finite number: the deltas are then
 * unspecified). */
int32_t attention_layer_run(void);

/* The analysis: small computations on vectors, for figures that show them as arrows and points. What each computes, in
 * which precision and what it does with degenerate input: core/include/attention/analysis/.
 *
 *   attention_analysis_layout(n_points, d)    reserve it
 *   attention_analysis_address(0)             write the points there, row by row
 *   attention_analysis_run(operation, count)  do one of the computations
 *   attention_analysis_address(tensor)        read its results there
 *
 * It lies where the operator's tensors and a layer's do, and drops them. What its tensors hold is unspecified until
 * written; a computation writes its results and nothing else. Errors of the layout: 1, 2. */
int32_t attention_analysis_layout(uint32_t n_points, uint32_t d);

/* Address and number of floats of a tensor of AnalysisTensor; 0 before the first layout and for an unknown number. */
uint32_t attention_analysis_address(uint32_t tensor);
uint32_t attention_analysis_size(uint32_t tensor);

/* Does a computation of AnalysisOperation: 0 the plane of the first `count` points, 1 the same through the first axis,
 * 2 the combination of the first `count` points that comes nearest to the one behind them, 3 the products of the first
 * two points and their running sums, 4 how far these two are apart, 5 the directions of the product of two thin
 * matrices, the first `count` points and the `count` behind them. All points must have been written.
 * Errors: 5 (no layout yet); 1 (an unknown operation, or a count or number of points that does not fit it) and 4 (a
 * point or the first axis is not finite), nothing having changed; 4 (a result is beyond the range of float32: the
 * results are then unspecified). */
int32_t attention_analysis_run(uint32_t operation, uint32_t count);

/* Scores and softmax of a query that is moved in a plane: core/include/attention/analysis/moved_query.hpp. Of the
 * points of the layout the last is the query, at place `position` of the sentence, and those before it are the keys;
 * `axes` and `move` must have been written. The options are those of attention_run. Writes `moved`, `scores` and
 * `weights`. Errors: 5 (no layout yet); 1 (fewer than two points, a position that no key has), 7 (a temperature or a
 * mask that means nothing) and 4 (a point, an axis or the move is not finite), nothing having changed; 4 (a score is
 * beyond the range of float32: the results are then unspecified). */
int32_t attention_analysis_moved_query(uint32_t position, float temperature, uint32_t scale, uint32_t mask);

/* The sentence of the last call that failed, UTF-8 with a closing NUL; empty if none did. Owned by the module,
 * overwritten by the next failure. */
const char* attention_message(void);

#ifdef __cplusplus
}
#endif

#endif
