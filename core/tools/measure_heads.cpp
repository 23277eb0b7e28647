#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "length.hpp"
#include "mean.hpp"
#include "next_word.hpp"
#include "story.hpp"

namespace attention {

namespace {

constexpr double shared = 0.3;     // of the sum of the heads' lengths
constexpr double informs = 0.1;    // nats
constexpr double often = 0.25;     // of the sentences with the word
constexpr double occurrences = 5;  // below, a mean says little

std::vector<double> head_lengths(const Arena& trace, std::uint32_t i) {
  std::vector<double> lengths;
  lengths.reserve(trace.dimensions().n_heads);
  for (std::uint32_t h = 0; h < trace.dimensions().n_heads; ++h) {
    lengths.push_back(length_of(trace.row(TensorId::head_delta, h, i)));
  }
  return lengths;
}

std::vector<double> shares_of(const std::vector<double>& lengths) {
  const double sum = std::accumulate(lengths.begin(), lengths.end(), 1e-12);
  std::vector<double> shares;
  shares.reserve(lengths.size());
  for (const double length : lengths) shares.push_back(length / sum);
  return shares;
}

bool is_shared(const std::vector<double>& shares) {
  return std::ranges::count_if(shares, [](double share) { return share >= shared; }) >= 2;
}

/// A word of a scene, over all sentences.
struct WordUse {
  [[nodiscard]] bool counts() const {
    return gain.count() >= occurrences && gain.value() >= informs && two_heads.value() >= often;
  }

  Mean two_heads;  // whether two heads or more have their share
  Mean gain;       // nats that attention saves at what follows
};

using WordUses = std::map<std::pair<std::uint32_t, std::uint32_t>, WordUse>;  // by scene and word

class HeadMeans {
 public:
  HeadMeans(const Grammar& grammar, std::uint32_t n_heads)
      : grammar_(&grammar), total_(n_heads, 0.0), silent_(n_heads) {}

  Status add(const Sentence& sentence, ModelRun& model) {
    const auto next = exact_next(*grammar_, sentence.words);
    if (Status status = model.run(sentence.words); !status.is_ok()) return status;
    add_run(sentence, next, model.trace());
    for (std::uint32_t h = 0; h < silent_.size(); ++h) {
      if (Status status = model.run(sentence.words, {.silent_heads = 1U << h}); !status.is_ok()) return status;
      for (std::uint32_t i = 0; i < next.size(); ++i) {
        silent_[h].add(cross_entropy(next[i], model.trace().row(TensorId::logits_after, 0, i)));
      }
    }
    return Status::ok();
  }

  void finish(HeadQuality& heads) const {
    heads.share = shares_of(total_);
    for (const Mean& silent : silent_) heads.loss.push_back(silent.value() - all_.value());
    std::set<std::string> scenes;
    for (const auto& [where, use] : uses_) {
      if (use.counts()) scenes.insert(grammar_->scenes()[where.first]);
    }
    heads.shared_scenes.assign(scenes.begin(), scenes.end());
  }

  [[nodiscard]] bool is_shared_word(std::uint32_t word) const {
    return std::ranges::any_of(uses_,
                               [word](const auto& use) { return use.first.second == word && use.second.counts(); });
  }

 private:
  void add_run(const Sentence& sentence, const std::vector<std::vector<double>>& next, const Arena& trace) {
    for (std::uint32_t i = 0; i < next.size(); ++i) {
      const double after = cross_entropy(next[i], trace.row(TensorId::logits_after, 0, i));
      all_.add(after);
      const auto lengths = head_lengths(trace, i);
      for (std::size_t h = 0; h < lengths.size(); ++h) total_[h] += lengths[h];
      WordUse& use = uses_[{sentence.scene, sentence.words[i]}];
      use.gain.add(cross_entropy(next[i], trace.row(TensorId::logits_before, 0, i)) - after);
      use.two_heads.add(is_shared(shares_of(lengths)) ? 1.0 : 0.0);
    }
  }

  const Grammar* grammar_;
  std::vector<double> total_;  // (n_heads)
  std::vector<Mean> silent_;   // (n_heads)
  Mean all_;
  WordUses uses_;
};

}  // namespace

Status measure_heads(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences, Quality& quality) {
  Random random(measuring_seed);
  ModelRun model(parameters);
  HeadMeans means(corpus.grammar(), parameters.dimensions().n_heads);
  for (std::uint32_t count = 0; count < sentences; ++count) {
    if (Status status = means.add(corpus.sample(Part::held_out, random), model); !status.is_ok()) return status;
  }
  quality.heads = {};
  means.finish(quality.heads);
  for (const std::string_view sentence : example_sentences) {
    if (Status status = run_phrase(corpus, sentence, model); !status.is_ok()) return status;
    const Arena trace = model.trace();
    for (std::uint32_t i = 0; i < trace.dimensions().n_tokens; ++i) {
      const auto word = static_cast<std::uint32_t>(trace.tokens()[i]);
      if (!means.is_shared_word(word) || !is_shared(shares_of(head_lengths(trace, i)))) continue;
      quality.heads.shared_examples.push_back(corpus.grammar().vocabulary().word(word));
    }
  }
  return Status::ok();
}

}  // namespace attention
