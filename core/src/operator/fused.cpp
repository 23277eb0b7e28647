#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "attention/kernels/cap.hpp"
#include "attention/kernels/online_softmax.hpp"
#include "attention/kernels/product.hpp"
#include "attention/kernels/transpose.hpp"
#include "attention/operator/operator.hpp"
#include "operator/heads.hpp"
#include "operator/operands.hpp"
#include "operator/scratch.hpp"

namespace attention {

namespace {

using kernels::panel_width;
using simd::Batch;

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();
constexpr float log2_e = 1.44269504F;

/// Keys in a block: whole tiles, as many as leave scores and outputs in the first-level cache. Fewer cost time at long
/// sentences, because outputs are loaded and stored once for each block.
constexpr std::size_t block_keys = 32 * kernels::tile_rows;

/// Blocks whose sums are added up by themselves, before those are: the error of a sum grows with the root of its
/// length, so that that of three short sums, one within the other, hardly grows with the number of keys.
constexpr std::size_t span_blocks = 32;

/// What a panel of queries works in. Lanes are queries, so a row of any of these is one key or one component.
struct Panel {
  Panel(float* memory, const OperatorDescription& d)
      : query(memory),
        score(query + std::size_t{d.d_head} * panel_width),
        bias(score + block_keys * panel_width),
        output(bias + block_keys * panel_width),
        begin(output + std::size_t{d.d_value} * panel_width),
        end(begin + panel_width),
        softmax{end + panel_width, end + 2 * panel_width, end + 3 * panel_width},
        aside(end + 4 * panel_width),
        aside_sum(aside + std::size_t{d.d_value} * panel_width) {}

  float* query;   // (d_head, panel_width), scaled
  float* score;   // (block_keys, panel_width), then weights before the division by their sum
  float* bias;    // (block_keys, panel_width)
  float* output;  // (d_value, panel_width), before the division
  float* begin;   // (panel_width) the first key that each query sees
  float* end;     // (panel_width) one behind the last
  kernels::OnlineSoftmax softmax;
  float* aside;      // (d_value, panel_width): output of the spans that are done
  float* aside_sum;  // (panel_width): their sums
};

/// How far the sums of a panel are.
struct Progress {
  std::size_t blocks = 0;  ///< in the span
  bool has_aside = false;  ///< a span is done
};

/// One head, and the panel that works on it.
struct Head : HeadCall {
  Panel panel;
};

// Scores leave the product in units of log2(e), for the softmax in base 2; with a softcap as they are, since queries
// that have been divided by a large one would keep few of their digits.
float query_factor(const OperatorDescription& d) { return d.softcap > 0.0F ? d.scale : d.scale * log2_e; }

constexpr auto lane_numbers = [] {
  std::array<float, panel_width> numbers{};
  for (std::size_t lane = 0; lane < panel_width; ++lane) numbers[lane] = static_cast<float>(lane);
  return numbers;
}();

void begin_panel(const Head& head, std::size_t first_query, std::size_t n_queries) {
  const Panel& panel = head.panel;
  const HeadRows<const float>& query = head.operands.query;
  kernels::transpose_into_panel(query.first + first_query * query.row, query.row, n_queries, head.description.d_head,
                                query_factor(head.description), panel.query);
  const auto first = static_cast<std::int64_t>(first_query);
  const Batch begin(static_cast<float>(first + head.range.begin_offset()));
  const Batch end(static_cast<float>(first + head.range.end_offset()));
  const Batch most(static_cast<float>(head.range.most()));
  for (std::size_t lane = 0; lane < panel_width; lane += simd::width) {
    const Batch query_lane =
        xsimd::min(Batch::load_unaligned(lane_numbers.data() + lane), Batch(static_cast<float>(n_queries - 1)));
    const auto clamped = [&](Batch key) { return xsimd::min(xsimd::max(key, Batch(0.0F)), most); };
    clamped(begin + query_lane).store_unaligned(panel.begin + lane);
    clamped(end + query_lane).store_unaligned(panel.end + lane);
    Batch(minus_infinity).store_unaligned(panel.softmax.max + lane);
    Batch(0.0F).store_unaligned(panel.softmax.sum + lane);
  }
}

// In units of log2(e). Finite stays finite: the lowest float, with which some mask, would become minus infinity.
float bias_in_base_2(float bias) {
  constexpr float most = std::numeric_limits<float>::max();
  return std::isfinite(bias) ? std::clamp(bias * log2_e, -most, most) : bias;
}

// False when the mask leaves nothing of the block.
bool read_bias(const Head& head, std::size_t first_query, std::size_t n_queries, std::size_t first_key,
               std::size_t count) {
  bool any = false;
  for (std::size_t lane = 0; lane < panel_width; ++lane) {
    const std::size_t i = first_query + std::min(lane, n_queries - 1);
    for (std::size_t j = 0; j < count; ++j) {
      const float bias = bias_in_base_2(head.mask.bias(i, first_key + j));
      head.panel.bias[j * panel_width + lane] = bias;
      any = any || bias != minus_infinity;
    }
  }
  return any;
}

void add_bias(const Panel& panel, std::size_t count) {
  for (std::size_t at = 0; at < count * panel_width; at += simd::width) {
    const Batch bias = Batch::load_unaligned(panel.bias + at);
    const Batch score = Batch::load_unaligned(panel.score + at);
    // Chosen, not added: a score that is not finite must not come through a mask.
    xsimd::select(bias == Batch(minus_infinity), bias, score + bias).store_unaligned(panel.score + at);
  }
}

// Minus infinity in the rows from `first` to `last` of a block wherever the edge of the lane's query, less the key, has
// the sign that `bound`, an infinity, turns to minus. A score that is NaN becomes the bound, too: it must not come
// through a mask, and plus infinity gives NaN later.
[[gnu::noinline]] void mask_rows(const Panel& panel, const float* edge, float bound, std::size_t first_key,
                                 std::size_t first, std::size_t last) {
  for (std::size_t lane = 0; lane < panel_width; lane += simd::width) {
    Batch distance = Batch::load_unaligned(edge + lane) - Batch(static_cast<float>(first_key + first)) - Batch(0.5F);
    for (std::size_t j = first; j < last; ++j) {
      float* score = panel.score + j * panel_width + lane;
      simd::at_most(distance * Batch(bound), Batch::load_unaligned(score)).store_unaligned(score);
      distance -= Batch(1.0F);
    }
  }
}

// The keys before the last lane's first and from the first lane's end on are those that some lane does not see.
void mask_ends(const Panel& panel, std::size_t first_key, std::size_t count) {
  const auto row_of = [&](float key) {
    const auto row = static_cast<std::size_t>(key);
    return row > first_key ? std::min(row - first_key, count) : 0;
  };
  constexpr float infinity = std::numeric_limits<float>::infinity();
  mask_rows(panel, panel.begin, -infinity, first_key, 0, row_of(panel.begin[panel_width - 1]));
  mask_rows(panel, panel.end, infinity, first_key, row_of(panel.end[0]), count);
}

void correct_rows(const Panel& panel, float* rows, std::size_t count) {
  const Batch low = Batch::load_unaligned(panel.softmax.correction);
  const Batch high = Batch::load_unaligned(panel.softmax.correction + simd::width);
  for (float* row = rows; row != rows + count * panel_width; row += panel_width) {
    (Batch::load_unaligned(row) * low).store_unaligned(row);
    (Batch::load_unaligned(row + simd::width) * high).store_unaligned(row + simd::width);
  }
}

// target (+)= source.
void add_floats(const float* source, std::size_t count, bool accumulate, float* target) {
  for (std::size_t at = 0; at < count; at += simd::width) {
    const Batch before = accumulate ? Batch::load_unaligned(target + at) : Batch(0.0F);
    (before + Batch::load_unaligned(source + at)).store_unaligned(target + at);
  }
}

// Ends a span: what it has goes to the spans before it.
[[gnu::noinline]] void put_aside(const Panel& panel, std::size_t d_value, Progress& progress) {
  add_floats(panel.output, d_value * panel_width, progress.has_aside, panel.aside);
  add_floats(panel.softmax.sum, panel_width, progress.has_aside, panel.aside_sum);
  std::fill_n(panel.softmax.sum, panel_width, 0.0F);
  progress = {.blocks = 0, .has_aside = true};
}

// Brings back what lies aside.
[[gnu::noinline]] void take_back(const Panel& panel, std::size_t d_value) {
  add_floats(panel.aside, d_value * panel_width, true, panel.output);
  add_floats(panel.aside_sum, panel_width, true, panel.softmax.sum);
}

// S^T = K Q^T for one block, with everything that comes before the softmax.
void score_block(const Head& head, std::size_t first_key, std::size_t count) {
  const HeadRows<const float>& key = head.operands.key;
  const float* rows = key.first + first_key * key.row;
  std::size_t n_whole = count;
  // The last keys of a causal block, which the first vector of queries does not see: mask_ends sees to those scores.
  if (kernels::has_fast_corner && count >= kernels::corner_rows &&
      head.panel.end[simd::width - 1] <= static_cast<float>(first_key + count - simd::width)) {
    n_whole -= kernels::corner_rows;
    kernels::multiply_corner(rows + n_whole * key.row, key.row, head.panel.query, head.description.d_head,
                             head.panel.score + n_whole * panel_width);
  }
  kernels::multiply({.a = rows,
                     .a_row = key.row,
                     .a_depth = 1,
                     .b = head.panel.query,
                     .b_depth = panel_width,
                     .c = head.panel.score,
                     .c_row = panel_width,
                     .depth = head.description.d_head,
                     .accumulate = false},
                    n_whole);
  if (const float softcap = head.description.softcap; softcap > 0.0F) {
    kernels::cap(head.panel.score, count * panel_width, softcap, softcap * log2_e, head.panel.score);
  }
  if (head.mask.is_there()) add_bias(head.panel, count);
  mask_ends(head.panel, first_key, count);
}

// O^T += V^T P for one block.
void output_block(const Head& head, std::size_t first_key, std::size_t count, const Progress& progress) {
  const bool corrected = kernels::add_block(head.panel.score, count, head.panel.softmax);
  const std::size_t d_value = head.description.d_value;
  if (corrected && progress.blocks != 0) correct_rows(head.panel, head.panel.output, d_value);
  if (corrected && progress.has_aside) correct_rows(head.panel, head.panel.aside, d_value + 1);  // and their sums
  const HeadRows<const float>& value = head.operands.value;
  kernels::multiply({.a = value.first + first_key * value.row,
                     .a_row = 1,
                     .a_depth = value.row,
                     .b = head.panel.score,
                     .b_depth = panel_width,
                     .c = head.panel.output,
                     .c_row = panel_width,
                     .depth = count,
                     .accumulate = progress.blocks != 0},
                    d_value);
}

// What the output of a query whose weights have no sum is multiplied with: where keys count, all of their scores fell
// out of float32.
float factor_of_nothing(const Head& head, std::size_t query) {
  const bool counts = head.mask.counts_any(query, head.range.begin(query), head.range.end(query));
  return counts ? std::numeric_limits<float>::quiet_NaN() : 0.0F;
}

// Divides by the sums and writes the rows. Returns 0, or NaN if a result is not finite.
float end_panel(const Head& head, std::size_t first_query, std::size_t n_queries, bool is_empty) {
  const Panel& panel = head.panel;
  const std::size_t d_value = head.description.d_value;
  if (is_empty) std::fill_n(panel.output, d_value * panel_width, 0.0F);
  float* factor = panel.softmax.correction;
  bool is_whole = true;
  for (std::size_t lane = 0; lane < panel_width; lane += simd::width) {
    const Batch sum = Batch::load_unaligned(panel.softmax.sum + lane);
    (Batch(1.0F) / sum).store_unaligned(factor + lane);
    is_whole = is_whole && xsimd::all(sum != Batch(0.0F));
  }
  if (!is_whole) {
    for (std::size_t lane = 0; lane < n_queries; ++lane) {
      if (panel.softmax.sum[lane] == 0.0F) factor[lane] = factor_of_nothing(head, first_query + lane);
    }
  }
  const HeadRows<float>& output = head.operands.output;
  return kernels::transpose_from_panel(panel.output, factor, n_queries, d_value,
                                       output.first + first_query * output.row, output.row);
}

float attend_panel(const Head& head, std::size_t first_query, std::size_t n_queries) {
  begin_panel(head, first_query, n_queries);
  const std::size_t end = head.range.end(first_query + n_queries - 1);
  Progress progress;
  for (std::size_t key = head.range.begin(first_query); key < end; key += block_keys) {
    const std::size_t count = std::min(block_keys, end - key);
    if (head.mask.is_there() && !read_bias(head, first_query, n_queries, key, count)) continue;
    score_block(head, key, count);
    if (progress.blocks == span_blocks) put_aside(head.panel, head.description.d_value, progress);
    output_block(head, key, count, progress);
    ++progress.blocks;
  }
  if (progress.has_aside) take_back(head.panel, head.description.d_value);
  return end_panel(head, first_query, n_queries, progress.blocks == 0);
}

}  // namespace

std::uint64_t fused_scratch_floats(const OperatorDescription& description) {
  const std::uint64_t rows =
      std::uint64_t{description.d_head} + 2 * std::uint64_t{description.d_value} + 2 * block_keys + 6;
  return rows * panel_width;
}

float attend_head_fused(const HeadCall& call, float* scratch) {
  const Head head{call, Panel(scratch, call.description)};
  const std::size_t n_queries = call.description.n_queries;
  float check = 0.0F;
  for (std::size_t i = 0; i < n_queries; i += panel_width) {
    check += attend_panel(head, i, std::min(panel_width, n_queries - i));
  }
  return check;
}

Status attend_fused(const OperatorArena& arena) {
  if (Status status = check_valid_lengths(arena); !status.is_ok()) return status;
  fill_present(arena);
  const OperatorDescription& d = arena.description();
  float check = 0.0F;
  for (std::size_t batch = 0; batch < d.n_batch; ++batch) {
    for (std::size_t head = 0; head < d.n_heads; ++head) {
      check += attend_head_fused(head_call(arena, batch, head), arena.values(OperatorTensor::scratch).data());
    }
  }
  return check == 0.0F ? Status::ok() : not_finite_output();
}

}  // namespace attention
