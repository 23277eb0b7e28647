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
 *   attention_run()                  fill the trace
 *   attention_address(id)            read any stage there
 *
 * Tensor ids, names and axes: core/include/attention/tensor.hpp, generated for JavaScript by describe_tensors.
 * Calls that can fail return a status (0 is success; the numbers are those of attention::StatusCode) and leave a
 * sentence for attention_message(). A call that failed has changed nothing unless its comment says so. */

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Rises when the meaning of any call below changes. */
uint32_t attention_abi_version(void);

/* Lays out the arena. When the first six sizes are those of the layout before, the parameters stay as they are;
 * otherwise they become 0. The trace becomes 0. Every view that JavaScript holds is stale afterwards.
 * Errors: 1 (a size is 0, too large or does not fit the others), 2 (more memory than there is). */
int32_t attention_layout(uint32_t n_vocabulary, uint32_t n_positions, uint32_t d_model, uint32_t n_heads,
                         uint32_t d_head, uint32_t d_value, uint32_t n_tokens);

/* Bytes of the arena; 0 before the first layout. */
uint32_t attention_bytes(void);

/* Counts layouts: a view made under another generation must not be read. */
uint32_t attention_generation(void);

/* Address in `memory` of a tensor's first element, a multiple of 16; 0 before the first layout and for an
 * unknown id. The arena owns the memory; the address holds until the next layout. */
uint32_t attention_address(uint32_t tensor_id);

/* Number of elements (4 bytes each) of a tensor; 0 before the first layout and for an unknown id. */
uint32_t attention_size(uint32_t tensor_id);

/* Widens a parameter in place from float16 to float32. The n values of 2 bytes (IEEE 754 binary16) must have
 * been written to the second half of the tensor's 4 n bytes.
 * Errors: 5 (no layout yet), 6 (not a parameter). */
int32_t attention_widen_float16(uint32_t tensor_id);

/* Errors: 5 (no layout yet), 4 (a parameter is NaN or infinite). */
int32_t attention_check_parameters(void);

/* Runs the model on the ids in the tensor `token` and fills every other tensor of the trace.
 * Errors: 5 (no layout yet), 3 (an id outside the vocabulary; the trace is then unspecified). */
int32_t attention_run(void);

/* The sentence of the last call that failed, UTF-8 with a closing NUL; empty if none did. Owned by the module,
 * overwritten by the next failure. */
const char* attention_message(void);

#ifdef __cplusplus
}
#endif

#endif
