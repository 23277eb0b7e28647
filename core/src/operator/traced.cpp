#include <algorithm>
#include <limits>
#include <span>

#include "attention/kernels/cap.hpp"
#include "attention/kernels/finite.hpp"
#include "attention/kernels/product.hpp"
#include "attention/kernels/softmax.hpp"
#include "attention/kernels/transpose.hpp"
#include "attention/operator/operator.hpp"
#include "operator/heads.hpp"
#include "operator/operands.hpp"
#include "operator/scratch.hpp"

namespace attention {

namespace {

using kernels::panel_width;

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

/// Queries that are taken together, so that their rows of scores are still in cache when the softmax comes.
constexpr std::size_t block_queries = 2 * kernels::tile_rows;

/// Keys whose values are summed by themselves, and how many of these sums are before their sums are: as in the fused
/// path, so that the error hardly grows with the number of keys. A block is as long as hides that a tile is begun
/// again.
constexpr std::size_t block_keys = 512;
constexpr std::size_t span_keys = 16 * block_keys;

std::size_t panels(std::size_t columns) { return (columns + panel_width - 1) / panel_width; }

/// What the path works in. Lanes are keys (scores) or components of the value (outputs).
struct Scratch {
  Scratch(float* memory, const OperatorDescription& d)
      : key(memory),
        value(key + panels(d.n_total()) * panel_width * d.d_head),
        tile(value + std::size_t{d.n_total()} * panel_width),
        span(tile + block_queries * panel_width) {}

  float* key;    // (panels, d_head, panel_width), scaled
  float* value;  // (n_total, panel_width): the last columns of the values, when they do not fill a panel
  float* tile;   // (block_queries, panel_width): a product whose panel is wider than its target
  float* span;   // (block_queries, panel_width): the sums of one span
};

struct Head : HeadCall, HeadStages {
  Scratch scratch;
};

void pack_keys(const Head& head) {
  const HeadRows<const float>& key = head.operands.key;
  const std::size_t total = head.description.n_total();
  const std::size_t d = head.description.d_head;
  for (std::size_t j = 0; j < total; j += panel_width) {
    kernels::transpose_into_panel(key.first + j * key.row, key.row, std::min(panel_width, total - j), d,
                                  head.description.scale, head.scratch.key + j * d);
  }
}

void pack_last_values(const Head& head) {
  const HeadRows<const float>& value = head.operands.value;
  const std::size_t first = head.description.d_value / panel_width * panel_width;
  const std::size_t columns = head.description.d_value - first;
  if (columns == 0) return;
  for (std::size_t j = 0; j < head.description.n_total(); ++j) {
    float* row = head.scratch.value + j * panel_width;
    std::fill_n(std::copy_n(value.first + j * value.row + first, columns, row), panel_width - columns, 0.0F);
  }
}

void multiply_span(kernels::PanelProduct product, std::size_t rows) {
  const std::size_t depth = product.depth;
  for (std::size_t k = 0; k == 0 || k < depth; k += block_keys) {
    product.depth = std::min(block_keys, depth - k);
    product.accumulate = k != 0;
    kernels::multiply(product, rows);
    product.a += block_keys * product.a_depth;
    product.b += block_keys * product.b_depth;
  }
}

// A product of many keys, whose rows of c are whole.
[[gnu::noinline]] void multiply_deep(kernels::PanelProduct product, std::size_t rows, float* span) {
  const kernels::PanelProduct whole = product;
  for (std::size_t k = 0; k == 0 || k < whole.depth; k += span_keys) {
    product.depth = std::min(span_keys, whole.depth - k);
    multiply_span(product, rows);
    product.a += span_keys * product.a_depth;
    product.b += span_keys * product.b_depth;
    if (k != 0) {
      for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t l = 0; l < panel_width; ++l) whole.c[r * whole.c_row + l] += span[r * panel_width + l];
      }
    }
    product.c = span;
    product.c_row = panel_width;
  }
}

void multiply_any(const kernels::PanelProduct& product, std::size_t rows, float* span) {
  if (product.depth <= block_keys) return kernels::multiply(product, rows);
  multiply_deep(product, rows, span);
}

// A product of `columns` <= panel_width columns; a narrower one goes through the tile.
void multiply_columns(kernels::PanelProduct product, std::size_t rows, std::size_t columns, const Scratch& scratch) {
  if (columns >= panel_width) return multiply_any(product, rows, scratch.span);
  float* target = product.c;
  const std::size_t target_row = product.c_row;
  product.c = scratch.tile;
  product.c_row = panel_width;
  multiply_any(product, rows, scratch.span);
  for (std::size_t r = 0; r < rows; ++r) std::copy_n(scratch.tile + r * panel_width, columns, target + r * target_row);
}

void score_rows(const Head& head, std::size_t first_query, std::size_t count) {
  const OperatorDescription& d = head.description;
  const HeadRows<const float>& query = head.operands.query;
  for (std::size_t j = 0; j < d.n_total(); j += panel_width) {
    multiply_columns({.a = query.first + first_query * query.row,
                      .a_row = query.row,
                      .a_depth = 1,
                      .b = head.scratch.key + j * d.d_head,
                      .b_depth = panel_width,
                      .c = head.scaled + first_query * d.n_total() + j,
                      .c_row = d.n_total(),
                      .depth = d.d_head,
                      .accumulate = false},
                     count, d.n_total() - j, head.scratch);
  }
}

// capped = softcap tanh(scaled / softcap), where there is a softcap; otherwise the two are one tensor.
void cap_row(const Head& head, std::size_t first) {
  const float softcap = head.description.softcap;
  kernels::cap(head.scaled + first, head.description.n_total(), softcap, softcap, head.capped + first);
}

void bias_row(const Head& head, std::size_t i, std::size_t first) {
  const std::size_t total = head.description.n_total();
  const std::size_t begin = head.range.begin(i);
  const std::size_t end = head.range.end(i);
  const float* capped = head.capped + first;
  float* biased = head.biased + first;
  std::fill(biased, biased + begin, minus_infinity);
  if (!head.mask.is_there()) {
    std::copy(capped + begin, capped + end, biased + begin);
  } else {
    for (std::size_t j = begin; j < end; ++j) {
      const float bias = head.mask.bias(i, j);
      biased[j] = bias == minus_infinity ? bias : capped[j] + bias;
    }
  }
  std::fill(biased + end, biased + total, minus_infinity);
}

// Keys count for the query, and all of their scores fell out of float32.
bool has_lost_scores(const Head& head, std::size_t i, std::size_t first) {
  const std::size_t begin = head.range.begin(i);
  const std::size_t end = head.range.end(i);
  const auto is_lost = [](float score) { return score == minus_infinity; };
  return std::all_of(head.biased + first + begin, head.biased + first + end, is_lost) &&
         head.mask.counts_any(i, begin, end);
}

// False when a row of scores is beyond float32.
bool softmax_rows(const Head& head, std::size_t first_query, std::size_t count) {
  const std::size_t total = head.description.n_total();
  bool is_finite = true;
  for (std::size_t i = first_query; i < first_query + count; ++i) {
    const std::size_t first = i * total;
    if (head.description.softcap > 0.0F) cap_row(head, first);
    bias_row(head, i, first);
    is_finite = is_finite && !has_lost_scores(head, i, first);
    // Outside of what the query sees every score is minus infinity, so every weight is 0.
    const std::size_t begin = first + head.range.begin(i);
    const std::size_t end = first + head.range.end(i);
    std::fill(head.weight + first, head.weight + begin, 0.0F);
    softmax(std::span<const float>(head.biased + begin, end - begin), std::span(head.weight + begin, end - begin));
    std::fill(head.weight + end, head.weight + first + total, 0.0F);
  }
  return is_finite;
}

void output_rows(const Head& head, std::size_t first_query, std::size_t count) {
  const OperatorDescription& d = head.description;
  const HeadRows<const float>& value = head.operands.value;
  const HeadRows<float>& output = head.operands.output;
  // No row of the block sees keys before those of its first one, nor behind those of its last.
  const std::size_t begin = head.range.begin(first_query);
  const std::size_t depth = std::max(head.range.end(first_query + count - 1), begin) - begin;
  for (std::size_t column = 0; column < d.d_value; column += panel_width) {
    const bool whole = column + panel_width <= d.d_value;
    const HeadRows<const float> b = whole ? HeadRows<const float>{value.first + column, value.row}
                                          : HeadRows<const float>{head.scratch.value, panel_width};
    multiply_columns({.a = head.weight + first_query * d.n_total() + begin,
                      .a_row = d.n_total(),
                      .a_depth = 1,
                      .b = b.first + begin * b.row,
                      .b_depth = b.row,
                      .c = output.first + first_query * output.row + column,
                      .c_row = output.row,
                      .depth = depth,
                      .accumulate = false},
                     count, d.d_value - column, head.scratch);
  }
}

bool rows_are_finite(const HeadRows<float>& rows, std::size_t count, std::size_t columns) {
  bool is_finite = true;
  for (std::size_t i = 0; i < count; ++i) {
    is_finite = kernels::are_finite({rows.first + i * rows.row, columns}) && is_finite;
  }
  return is_finite;
}

// The stages of one head of one batch of an arena.
HeadStages head_stages(const OperatorArena& arena, std::size_t batch, std::size_t head) {
  const OperatorDescription& d = arena.description();
  const std::size_t stage = (batch * d.n_heads + head) * std::size_t{d.n_queries} * d.n_total();
  return {.scaled = arena.values(OperatorTensor::scaled).data() + stage,
          .capped = arena.values(OperatorTensor::capped).data() + stage,
          .biased = arena.values(OperatorTensor::biased).data() + stage,
          .weight = arena.values(OperatorTensor::weight).data() + stage};
}

}  // namespace

std::uint64_t traced_scratch_floats(const OperatorDescription& d) {
  if (d.keeps_stages == 0) return 0;
  const std::uint64_t padded = panels(d.n_total()) * panel_width;
  return padded * d.d_head + std::uint64_t{d.n_total()} * panel_width + 2 * block_queries * panel_width;
}

bool attend_head_traced(const HeadCall& call, const HeadStages& stages, float* scratch, bool has_packed) {
  const OperatorDescription& d = call.description;
  const Head head{call, stages, Scratch(scratch, d)};
  if (!has_packed) {
    pack_keys(head);
    pack_last_values(head);
  }
  bool is_finite = true;
  for (std::size_t i = 0; i < d.n_queries; i += block_queries) {
    const std::size_t count = std::min(block_queries, d.n_queries - i);
    score_rows(head, i, count);
    is_finite = softmax_rows(head, i, count) && is_finite;
    output_rows(head, i, count);
  }
  return rows_are_finite(head.operands.output, d.n_queries, d.d_value) && is_finite;
}

Status attend_traced(const OperatorArena& arena) {
  const OperatorDescription& d = arena.description();
  if (d.keeps_stages == 0) {
    return Status::error(StatusCode::not_laid_out,
                         "This call has no room for its stages: lay it out with keeps_stages 1.");
  }
  if (Status status = check_valid_lengths(arena); !status.is_ok()) return status;
  fill_present(arena);
  bool is_finite = true;
  for (std::size_t batch = 0; batch < d.n_batch; ++batch) {
    for (std::size_t head = 0; head < d.n_heads; ++head) {
      const bool same_keys = head % (d.n_heads / d.n_kv_heads) != 0;
      is_finite = attend_head_traced(head_call(arena, batch, head), head_stages(arena, batch, head),
                                     arena.values(OperatorTensor::scratch).data(), same_keys) &&
                  is_finite;
    }
  }
  return is_finite ? Status::ok() : not_finite_output();
}

}  // namespace attention
