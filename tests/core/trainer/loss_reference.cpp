#include "core/trainer/loss_reference.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace attention {

namespace {

using Vector = std::vector<double>;

enum : std::size_t { w_e, w_p, w_q, w_k, w_v, w_o, w_u };

double dot(const double* a, const double* b, std::size_t n) {
  double sum = 0.0;
  for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

double length(const Vector& x) { return std::sqrt(dot(x.data(), x.data(), x.size())); }

/// Rows `first` to `first + rows` of a matrix with x.size() columns, times x.
Vector apply(const Vector& matrix, std::size_t first, std::size_t rows, const Vector& x) {
  Vector y;
  for (std::size_t row = first; row < first + rows; ++row)
    y.push_back(dot(&matrix[row * x.size()], x.data(), x.size()));
  return y;
}

/// -log softmax(logits)[target]
double surprise(const Vector& logits, std::size_t target) {
  const double max = *std::ranges::max_element(logits);
  double sum = 0.0;
  for (const double logit : logits) sum += std::exp(logit - max);
  return max + std::log(sum) - logits[target];
}

double squared(double x) { return x * x; }

/// Everything is added up here first, and divided at the end.
struct Sums {
  Loss loss;
  double masked = 0.0;   // pairs
  double visible = 0.0;  // pairs
  Vector use;            // sum of |head_delta| (n_heads)
  Vector energy;         // sum of |head_delta|^2 (n_heads)
};

class Reference {
 public:
  Reference(const Dimensions& dimensions, const ExactParameters& parameters, const Batch& batch, std::size_t sentence)
      : d_(dimensions), w_(parameters), batch_(batch), sentence_(sentence), first_(batch.starts[sentence]) {
    for (std::size_t row = first_; row < batch.starts[sentence + 1]; ++row) {
      Vector e;
      for (std::size_t c = 0; c < d_.d_model; ++c) {
        e.push_back(w_[w_e][batch.tokens[row] * d_.d_model + c] + w_[w_p][batch.positions[row] * d_.d_model + c]);
      }
      embedding_.push_back(e);
    }
  }

  void add_to(Sums& sums) const {
    for (std::size_t i = 0; i < embedding_.size(); ++i) {
      Vector output = embedding_[i];
      Vector lengths;
      for (std::size_t h = 0; h < d_.n_heads; ++h) {
        const Vector delta = head_delta(i, h, sums);
        for (std::size_t c = 0; c < output.size(); ++c) output[c] += delta[c];
        lengths.push_back(length(delta));
        sums.use[h] += lengths.back();
        sums.energy[h] += dot(delta.data(), delta.data(), delta.size());
        sums.loss.sharing += lengths.back();
        sums.loss.movement += squared(lengths.back());
      }
      sums.loss.sharing -= length(lengths);
      const std::size_t target = batch_.targets[first_ + i];
      sums.loss.prediction += surprise(apply(w_[w_u], 0, d_.n_vocabulary, output), target);
      sums.loss.prediction_before += surprise(apply(w_[w_u], 0, d_.n_vocabulary, embedding_[i]), target);
    }
  }

 private:
  [[nodiscard]] Vector scaled_scores(std::size_t i, std::size_t h) const {
    const Vector query = apply(w_[w_q], h * d_.d_head, d_.d_head, embedding_[i]);
    Vector scores;
    for (const Vector& e : embedding_) {
      const Vector key = apply(w_[w_k], h * d_.d_head, d_.d_head, e);
      scores.push_back(dot(query.data(), key.data(), key.size()) / std::sqrt(static_cast<double>(d_.d_head)));
    }
    return scores;
  }

  static void add_scores(const Vector& scores, std::size_t i, Sums& sums) {
    const double best = *std::max_element(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    for (std::size_t j = 0; j < scores.size(); ++j) {
      if (j <= i) {
        sums.visible += 1.0;
        sums.loss.visible_scores += squared(std::max(0.0, std::abs(scores[j]) - 4.0));
      } else {
        sums.masked += 1.0;
        sums.loss.masked_scores += squared(std::max(0.0, scores[j] - best + 1.0));
      }
    }
  }

  [[nodiscard]] Vector head_delta(std::size_t i, std::size_t h, Sums& sums) const {
    const Vector scores = scaled_scores(i, h);
    add_scores(scores, i, sums);
    double total = 0.0;
    for (std::size_t j = 0; j <= i; ++j) total += std::exp(scores[j]);
    Vector head_output(d_.d_value, 0.0);
    for (std::size_t j = 0; j <= i; ++j) {
      const double weight = std::exp(scores[j]) / total;
      sums.loss.entropy -= weight * std::log(weight);
      const Vector value = apply(w_[w_v], h * d_.d_value, d_.d_value, embedding_[j]);
      for (std::size_t c = 0; c < value.size(); ++c) head_output[c] += weight * value[c];
    }
    Vector delta = apply(w_[w_o], h * d_.d_model, d_.d_model, head_output);
    if (!batch_.lone_heads.empty()) {
      for (double& x : delta) x *= batch_.lone_heads[sentence_] == h ? d_.n_heads : 0.0;
    }
    return delta;
  }

  const Dimensions& d_;
  const ExactParameters& w_;
  const Batch& batch_;
  std::size_t sentence_;
  std::size_t first_;
  std::vector<Vector> embedding_;  // (n_tokens, d_model)
};

}  // namespace

ExactParameters exact(const Parameters& parameters) {
  ExactParameters result;
  for (std::size_t index = 0; index < parameter_ids.size(); ++index) {
    const auto values = parameters.values(parameter_ids[index]);
    result[index].assign(values.begin(), values.end());
  }
  return result;
}

Loss reference_loss(const Dimensions& dimensions, const ExactParameters& parameters, const Batch& batch,
                    const Penalties& penalties) {
  Sums sums;
  sums.use.assign(dimensions.n_heads, 0.0);
  sums.energy.assign(dimensions.n_heads, 0.0);
  for (std::size_t sentence = 0; sentence < batch.sentences(); ++sentence) {
    Reference(dimensions, parameters, batch, sentence).add_to(sums);
  }
  Loss loss = sums.loss;
  const double rows = batch.rows();
  loss.prediction /= rows;
  loss.prediction_before /= rows;
  loss.entropy /= rows * dimensions.n_heads;
  loss.sharing /= rows;
  loss.movement /= rows;
  loss.masked_scores /= sums.masked;
  loss.visible_scores /= sums.visible;
  double total_use = 0.0;
  for (const double use : sums.use) total_use += use;
  for (const double use : sums.use) loss.balance += dimensions.n_heads * squared(use / total_use);
  double total_energy = 0.0;
  for (const double energy : sums.energy) total_energy += energy;
  for (const double energy : sums.energy) {
    loss.least_share += dimensions.n_heads * squared(std::max(0.0, 0.14 - energy / total_energy));
  }

  const auto times = [](float factor, double term) { return static_cast<double>(factor) * term; };
  loss.total = loss.prediction + times(penalties.entropy, loss.entropy) + times(penalties.sharing, loss.sharing) +
               times(penalties.balance, loss.balance) + times(penalties.least_share, loss.least_share) +
               times(penalties.movement, loss.movement) + times(penalties.prediction_before, loss.prediction_before) +
               times(penalties.masked_scores, loss.masked_scores) +
               times(penalties.visible_scores, loss.visible_scores);
  return loss;
}

}  // namespace attention
