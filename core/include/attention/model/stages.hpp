#pragma once

#include "attention/model/arena.hpp"
#include "attention/model/run_options.hpp"

/// The stages of one run, in order. Each reads tensors that an earlier one (or the caller) has written in the
/// arena and writes the ones named in its comment. Formulas and shapes: `tensor_table` in tensor.hpp.
/// Notation as in "Attention Is All You Need" (Vaswani et al. 2017, section 3.2).
namespace attention {

/// token_embedding, position_embedding and embedding. Error: `bad_token` for an id outside the vocabulary.
Status embed(const Arena& arena);
/// query, key and value of every head.
void project(const Arena& arena);
/// score = query . key, and scaled = score / (sqrt(d_head) temperature).
void score(const Arena& arena, const RunOptions& options = {});
/// masked: the future (j > i) becomes minus infinity, if the mask is the causal one.
void mask_future(const Arena& arena, const RunOptions& options = {});
/// row_max, shifted, exp, row_sum, weight and weight_sum, which is below 1 when the mask is `zero_after_softmax`.
void softmax(const Arena& arena, const RunOptions& options = {});
/// head_output, head_delta, delta and output.
void output(const Arena& arena, const RunOptions& options = {});
/// word_delta: delta told apart by the word that it comes from. Summed over j it is delta.
void word_delta(const Arena& arena, const RunOptions& options = {});
/// logits and probabilities of the next word, before (from embedding) and after attention (from output).
void predict(const Arena& arena);

}  // namespace attention
