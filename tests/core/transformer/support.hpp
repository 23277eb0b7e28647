#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "attention/transformer/trace.hpp"
#include "core/support.hpp"
#include "reference/transformer.hpp"

namespace test {

/// The float that an element of two bytes stands for, and the nearest such element, by arithmetic and not by bits.
double value_of_element(attention::WeightType type, std::uint16_t element);
std::uint16_t nearest_element(attention::WeightType type, double value);

/// A model in guarded memory, and the same for the oracle.
class TransformerModel {
 public:
  /// No parameter has been given yet.
  explicit TransformerModel(const attention::TransformerDescription& description);

  /// Gives every parameter numbers drawn from a seed: norms near 1, biases small, maps that keep the spread.
  void draw(std::uint32_t seed);
  /// Gives a parameter of a layer, row-major, in the model's own type, whole.
  void give(attention::Parameter id, std::uint32_t layer, std::vector<float> values);

  [[nodiscard]] const attention::TransformerDescription& description() const { return layout_->description(); }
  [[nodiscard]] attention::Weights weights() { return {*layout_, memory_->data()}; }
  [[nodiscard]] const reference::Transformer& oracle() const { return oracle_; }
  /// For what is switched off, and no more.
  [[nodiscard]] reference::Transformer& oracle() { return oracle_; }
  [[nodiscard]] bool guards_are_intact() const { return memory_->guards_are_intact(); }

 private:
  std::unique_ptr<attention::WeightLayout> layout_;
  std::unique_ptr<GuardedMemory> memory_;
  reference::Transformer oracle_;
};

/// A sentence in a model, in guarded memory that starts as NaN.
class TransformerSession {
 public:
  TransformerSession(TransformerModel& model, std::uint32_t n_context, std::uint32_t n_logit_rows);

  attention::Session& operator*() { return *session_; }
  attention::Session* operator->() { return session_.get(); }
  /// Runs the tokens, `step` at a time. Throws the sentence of an error.
  void run(const std::vector<int>& tokens, std::uint32_t step);
  /// Logits of the last layer for all tokens that are done, (n_done, n_vocabulary).
  std::vector<float> logits();
  [[nodiscard]] bool guards_are_intact() const { return memory_->guards_are_intact(); }

 private:
  std::unique_ptr<attention::SessionLayout> layout_;
  std::unique_ptr<GuardedMemory> memory_;
  std::unique_ptr<attention::Session> session_;
};

/// The stages of a block, in guarded memory that starts as NaN. Throws the sentence of an error.
class BlockTrace {
 public:
  BlockTrace(const attention::Session& session, std::uint32_t layer, const attention::HeadSelection& heads);

  [[nodiscard]] std::span<const float> operator[](attention::BlockStage id) const;
  [[nodiscard]] bool guards_are_intact() const { return memory_->guards_are_intact(); }

 private:
  std::unique_ptr<attention::TraceLayout> layout_;
  std::unique_ptr<GuardedMemory> memory_;
};

/// Throws the sentence of an error.
void require_ok(const attention::Status& status);

/// The largest |actual - expected| / (1 + |expected|), where both may be minus infinity; infinite for NaN, for another
/// infinity and for another size.
double largest_difference(std::span<const float> actual, const std::vector<double>& expected);

}  // namespace test
