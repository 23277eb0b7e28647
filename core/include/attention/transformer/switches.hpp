#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>

#include "attention/base/status.hpp"
#include "attention/transformer/description.hpp"

namespace attention {

/// What one query takes from one key in one head of one layer. Places are those of the tokens in the sentence.
struct Edge {
  std::uint32_t layer = 0;
  std::uint32_t head = 0;
  std::uint32_t query = 0;
  std::uint32_t key = 0;

  auto operator<=>(const Edge&) const = default;
};

/// Edges that can be off at a time.
inline constexpr std::uint32_t largest_edges = 1U << 14U;

/// What of a model takes no part in a sentence ("ablation"):
///
/// - a head: its output is 0, so that it adds nothing to the stream; its scores and weights are what they would be;
/// - the attention of a layer: all of its heads are off, and b_o is not added either;
/// - the MLP of a layer: its delta is 0, b_down included. A layer of which both are off hands its stream on;
/// - an edge: its score is minus infinity before the softmax, as a mask makes it, so that the keys that are left share
///   all of the weight. A query that has no key left in a head gets 0 from it.
///
/// The words are the session's, which zeros have all on. This is a view of them.
class Switches {
 public:
  /// Words of 4 bytes that the switches of a model take.
  static std::uint64_t words(const TransformerDescription& description);

  Switches(const TransformerDescription& description, std::uint32_t* words)
      : description_(&description), words_(words) {}

  void clear();

  [[nodiscard]] bool attention_is_off(std::size_t layer) const { return words_[1 + layer] != 0; }
  [[nodiscard]] bool mlp_is_off(std::size_t layer) const { return words_[1 + description_->n_layers + layer] != 0; }
  /// By itself, or with the attention of its layer.
  [[nodiscard]] bool head_is_off(std::size_t layer, std::size_t head) const {
    return attention_is_off(layer) || *of_head(layer, head) != 0;
  }
  /// The edges of a head that are off, in the order of their queries.
  [[nodiscard]] std::span<const Edge> edges(std::size_t layer, std::size_t head) const;

  /// Each returns whether that changed anything. Layer and head must be the model's.
  bool switch_attention(std::size_t layer, bool is_on) { return change(words_ + 1 + layer, is_on); }
  bool switch_mlp(std::size_t layer, bool is_on) { return change(words_ + 1 + description_->n_layers + layer, is_on); }
  bool switch_head(std::size_t layer, std::size_t head, bool is_on) { return change(of_head(layer, head), is_on); }

  /// The same for an edge. `too_large` when largest_edges are off already: nothing has changed.
  Status switch_edge(const Edge& edge, bool is_on, bool& has_changed);

 private:
  static bool change(std::uint32_t* word, bool is_on);
  [[nodiscard]] std::uint32_t* of_head(std::size_t layer, std::size_t head) const {
    return words_ + 1 + 2 * std::size_t{description_->n_layers} + layer * description_->n_heads + head;
  }
  [[nodiscard]] std::span<Edge> all_edges() const;

  const TransformerDescription* description_;
  // How many edges are off; attention of each layer; MLP of each layer; heads (n_layers, n_heads); edges, in order.
  std::uint32_t* words_;
};

}  // namespace attention
