#include "attention/transformer/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "attention/base/random.hpp"
#include "attention/transformer/session.hpp"

namespace attention {

namespace {

Status check_sampling(const Sampling& sampling) {
  // Written so that NaN fails as well.
  if (!(std::isfinite(sampling.temperature) && sampling.temperature >= 0.0F)) {
    return Status::error(StatusCode::bad_option, "temperature must be a finite number, at least 0.");
  }
  if (!(sampling.top_p > 0.0F && sampling.top_p <= 1.0F)) {
    return Status::error(StatusCode::bad_option, "top_p must be above 0 and at most 1.");
  }
  return Status::ok();
}

/// The tokens that may be drawn, and what each weighs beside the likeliest.
class Candidates {
  [[nodiscard]] auto likelier() const {
    return
        [this](std::uint32_t a, std::uint32_t b) { return logits_[a] != logits_[b] ? logits_[a] > logits_[b] : a < b; };
  }

 public:
  Candidates(std::span<const float> logits, float temperature, std::span<std::uint32_t> ids)
      : logits_(logits), temperature_(static_cast<double>(temperature)), ids_(ids.first(logits.size())) {
    std::iota(ids_.begin(), ids_.end(), 0U);
    largest_ = static_cast<double>(*std::max_element(logits.begin(), logits.end()));
  }

  void keep_top_k(std::uint32_t top_k) {
    if (top_k == 0 || top_k >= ids_.size()) return;
    std::nth_element(ids_.begin(), ids_.begin() + top_k, ids_.end(), likelier());
    ids_ = ids_.first(top_k);
  }

  void keep_top_p(float top_p) {
    if (top_p == 1.0F) return;
    const double enough = static_cast<double>(top_p) * sum();
    double reached = 0.0;
    std::size_t count = 0;
    while (count < ids_.size() && reached < enough) reached += weight(ids_[count++]);
    ids_ = ids_.first(std::max<std::size_t>(count, 1));
  }

  void sort() { std::sort(ids_.begin(), ids_.end(), likelier()); }

  /// The candidate up to which `share` of the whole weight lies.
  [[nodiscard]] std::uint32_t at(double share) const {
    const double threshold = share * sum();
    double reached = 0.0;
    for (const std::uint32_t id : ids_) {
      reached += weight(id);
      if (reached > threshold) return id;
    }
    return ids_.front();  // not reached: share is below 1
  }

 private:
  [[nodiscard]] double weight(std::uint32_t id) const {
    return std::exp((static_cast<double>(logits_[id]) - largest_) / temperature_);
  }
  [[nodiscard]] double sum() const {
    double sum = 0.0;
    for (const std::uint32_t id : ids_) sum += weight(id);
    return sum;
  }

  std::span<const float> logits_;
  double temperature_;
  double largest_ = 0.0;
  std::span<std::uint32_t> ids_;
};

}  // namespace

Status sample_token(std::span<const float> logits, const Sampling& sampling, std::uint32_t seed, std::uint32_t place,
                    std::span<std::uint32_t> candidate, std::uint32_t& token) {
  if (Status status = check_sampling(sampling); !status.is_ok()) return status;
  if (sampling.temperature == 0.0F) {
    token = largest_logit(logits);
    return Status::ok();
  }
  Candidates candidates(logits, sampling.temperature, candidate);
  candidates.keep_top_k(sampling.top_k);
  // In an order that is no library's own.
  if (sampling.top_k != 0 || sampling.top_p != 1.0F) candidates.sort();
  candidates.keep_top_p(sampling.top_p);
  token = candidates.at(Random((std::uint64_t{seed} << 32U) + place).unit());
  return Status::ok();
}

}  // namespace attention
