#include "attention/transformer/switches.hpp"

#include <algorithm>

namespace attention {

namespace {

static_assert(sizeof(Edge) == 4 * sizeof(std::uint32_t));

std::uint64_t words_before_edges(const TransformerDescription& d) {
  return 1 + std::uint64_t{d.n_layers} * (2 + d.n_heads);
}

}  // namespace

std::uint64_t Switches::words(const TransformerDescription& description) {
  return words_before_edges(description) + std::uint64_t{largest_edges} * 4;
}

void Switches::clear() { std::fill_n(words_, words_before_edges(*description_), 0U); }

bool Switches::change(std::uint32_t* word, bool is_on) {
  const std::uint32_t off = is_on ? 0 : 1;
  const bool has_changed = *word != off;
  *word = off;
  return has_changed;
}

std::span<Edge> Switches::all_edges() const {
  return {reinterpret_cast<Edge*>(words_ + words_before_edges(*description_)), words_[0]};
}

std::span<const Edge> Switches::edges(std::size_t layer, std::size_t head) const {
  const std::span<const Edge> all = all_edges();
  const auto first =
      std::ranges::lower_bound(all, Edge{static_cast<std::uint32_t>(layer), static_cast<std::uint32_t>(head), 0, 0});
  const auto last = std::lower_bound(
      first, all.end(), Edge{static_cast<std::uint32_t>(layer), static_cast<std::uint32_t>(head) + 1, 0, 0});
  return {first, last};
}

Status Switches::switch_edge(const Edge& edge, bool is_on, bool& has_changed) {
  const std::span<Edge> all = all_edges();
  const auto place = std::ranges::lower_bound(all, edge);
  const bool is_off = place != all.end() && *place == edge;
  has_changed = is_off == is_on;
  if (!has_changed) return Status::ok();
  Edge* const at = all.data() + (place - all.begin());
  Edge* const end = all.data() + all.size();
  if (is_on) {
    std::copy(at + 1, end, at);
    --words_[0];
    return Status::ok();
  }
  if (all.size() == largest_edges) {
    has_changed = false;
    return Status::error(StatusCode::too_large, largest_edges,
                         " edges are off already. Switch some on again, or switch whole heads off.");
  }
  std::copy_backward(at, end, end + 1);
  *at = edge;
  ++words_[0];
  return Status::ok();
}

}  // namespace attention
