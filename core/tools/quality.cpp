#include "quality.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "mean.hpp"
#include "model_run.hpp"
#include "next_word.hpp"
#include "story.hpp"

namespace attention {

namespace {

/// What may follow a word in each of its senses, and how often it has which.
class Senses {
 public:
  explicit Senses(const Grammar& grammar) {
    constexpr std::uint32_t draws = 40000;
    Random random(measuring_seed);
    for (std::uint32_t draw = 0; draw < draws; ++draw) {
      const Sentence sentence = grammar.sample(random);
      for (std::size_t i = 0; i + 1 < sentence.words.size(); ++i) {
        if (sentence.roles[i].sense.empty()) continue;
        Sense& sense = senses_[{sentence.words[i], sentence.roles[i].sense}];
        sense.next.insert(sentence.words[i + 1]);
        sense.count[i] += 1.0;
        counts_[{sentence.words[i], i}] += 1.0;
      }
    }
  }

  [[nodiscard]] double prior(std::uint32_t word, std::string_view sense, std::size_t position) const {
    return senses_.at({word, sense}).count.at(position) / counts_.at({word, position});
  }

  [[nodiscard]] double mass(std::uint32_t word, std::string_view sense, std::span<const float> probability) const {
    double sum = 0.0;
    for (const std::uint32_t next : senses_.at({word, sense}).next) sum += static_cast<double>(probability[next]);
    return sum;
  }

 private:
  struct Sense {
    std::set<std::uint32_t> next;
    std::map<std::size_t, double> count;  // by position
  };
  std::map<std::pair<std::uint32_t, std::string_view>, Sense> senses_;
  std::map<std::pair<std::uint32_t, std::size_t>, double> counts_;
};

/// Everything that is a mean over sentences.
class Means {
 public:
  Means(const Grammar& grammar, std::uint32_t n_heads)
      : grammar_(&grammar), senses_(grammar), n_heads_(n_heads), adjectives_(n_heads), pairs_(n_heads * n_heads) {}

  void add(const Sentence& sentence, const Arena& trace) {
    compare_with_grammar(*grammar_, sentence.words, trace, [&](std::uint32_t, double own, double model) {
      grammar_entropy_.add(own);
      cross_entropy_.add(model);
    });
    for (std::uint32_t i = 0; i < sentence.words.size(); ++i) {
      if (!sentence.roles[i].sense.empty()) add_sense(sentence, trace, i);
      if (i >= 2 && sentence.roles[i - 2].adjective && sentence.roles[i - 1].adjective &&
          !sentence.roles[i].adjective) {
        add_adjectives(trace, i);
      }
      if (i >= 1) add_heads(trace, i);
    }
  }

  void finish(Quality& quality) const {
    quality.cross_entropy = cross_entropy_.value();
    quality.grammar_entropy = grammar_entropy_.value();
    quality.sense_after = after_.value();
    quality.sense_before = before_.value();
    quality.sense_prior = prior_.value();
    quality.cue_weight = cue_.value();
    finish_cues(quality);
    finish_adjectives(quality);
    finish_heads(quality);
  }

 private:
  struct Adjectives {
    Mean mass, first, second, smaller;
  };

  void add_sense(const Sentence& sentence, const Arena& trace, std::uint32_t i) {
    const std::uint32_t word = sentence.words[i];
    const std::string_view sense = sentence.roles[i].sense;
    after_.add(senses_.mass(word, sense, trace.row(TensorId::probability_after, 0, i)));
    before_.add(senses_.mass(word, sense, trace.row(TensorId::probability_before, 0, i)));
    prior_.add(senses_.prior(word, sense, i));

    double best = 0.0;
    auto& heads = cue_by_word_.try_emplace(word, n_heads_).first->second;
    for (std::uint32_t h = 0; h < n_heads_; ++h) {
      double weight = 0.0;
      for (std::uint32_t j = 0; j < i; ++j) {
        if (sentence.roles[j].cue) weight += static_cast<double>(trace.row(TensorId::weight, h, i)[j]);
      }
      heads[h].add(weight);
      best = std::max(best, weight);
    }
    cue_.add(best);
  }

  void add_adjectives(const Arena& trace, std::uint32_t i) {
    for (std::uint32_t h = 0; h < n_heads_; ++h) {
      const auto first = static_cast<double>(trace.row(TensorId::weight, h, i)[i - 2]);
      const auto second = static_cast<double>(trace.row(TensorId::weight, h, i)[i - 1]);
      adjectives_[h].mass.add(first + second);
      adjectives_[h].first.add(first);
      adjectives_[h].second.add(second);
      adjectives_[h].smaller.add(std::min(first, second));
    }
  }

  void add_heads(const Arena& trace, std::uint32_t i) {
    for (std::uint32_t g = 0; g < n_heads_; ++g) {
      for (std::uint32_t h = g + 1; h < n_heads_; ++h) {
        double difference = 0.0;
        for (std::uint32_t j = 0; j <= i; ++j) {
          difference += std::abs(static_cast<double>(trace.row(TensorId::weight, g, i)[j]) -
                                 static_cast<double>(trace.row(TensorId::weight, h, i)[j]));
        }
        pairs_[g * n_heads_ + h].add(0.5 * difference);
      }
    }
  }

  void finish_cues(Quality& quality) const {
    double sum = 0.0;
    double count = 0.0;
    for (const auto& [word, heads] : cue_by_word_) {
      const auto value = [](const Mean& mean) { return mean.value(); };
      sum += heads[0].count() * std::ranges::max(heads, {}, value).value();
      count += heads[0].count();
    }
    quality.cue_weight_same_head = count > 0.0 ? sum / count : 0.0;
  }

  void finish_adjectives(Quality& quality) const {
    const auto best = std::ranges::max_element(adjectives_, {}, [](const Adjectives& a) { return a.smaller.value(); });
    quality.adjective_head = static_cast<std::uint32_t>(best - adjectives_.begin());
    quality.adjective_mass = best->mass.value();
    quality.adjective_first = best->first.value();
    quality.adjective_second = best->second.value();
    quality.adjective_smaller = best->smaller.value();
  }

  void finish_heads(Quality& quality) const {
    quality.head_difference = 1.0;
    for (const Mean& pair : pairs_) {
      if (pair.count() > 0.0) quality.head_difference = std::min(quality.head_difference, pair.value());
    }
  }

  const Grammar* grammar_;
  Senses senses_;
  std::uint32_t n_heads_;
  Mean cross_entropy_, grammar_entropy_, after_, before_, prior_, cue_;
  std::map<std::uint32_t, std::vector<Mean>> cue_by_word_;
  std::vector<Adjectives> adjectives_;  // (n_heads)
  std::vector<Mean> pairs_;             // (n_heads, n_heads), g < h
};

Status measure_main_sentence(const Corpus& corpus, ModelRun& model, Quality& quality) {
  if (Status status = run_phrase(corpus, "a fluffy blue creature", model); !status.is_ok()) return status;
  const auto weight = model.trace().row(TensorId::weight, quality.adjective_head, 3);
  quality.main_fluffy = static_cast<double>(weight[1]);
  quality.main_blue = static_cast<double>(weight[2]);
  return Status::ok();
}

}  // namespace

Status measure(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences, Quality& quality) {
  Random random(measuring_seed);
  ModelRun model(parameters);
  Means means(corpus.grammar(), parameters.dimensions().n_heads);
  for (std::uint32_t count = 0; count < sentences; ++count) {
    const Sentence sentence = corpus.sample(Part::held_out, random);
    if (Status status = model.run(sentence.words); !status.is_ok()) return status;
    means.add(sentence, model.trace());
  }
  quality.sentences = sentences;
  means.finish(quality);
  if (Status status = measure_main_sentence(corpus, model, quality); !status.is_ok()) return status;
  for (const auto& measure_part : {&measure_scores, &measure_phrases, &measure_heads, &measure_change,
                                   &measure_beginnings, &measure_fragments, &measure_positions}) {
    if (Status status = measure_part(corpus, parameters, sentences, quality); !status.is_ok()) return status;
  }
  return Status::ok();
}

Status measure_scenes(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences,
                      std::vector<SceneGap>& gaps) {
  Random random(measuring_seed);
  ModelRun model(parameters);
  const Grammar& grammar = corpus.grammar();
  std::vector<Mean> means(grammar.scenes().size());
  gaps.clear();
  for (const std::string& scene : grammar.scenes())
    gaps.push_back({.scene = scene, .gap = 0, .worst_prefix = {}, .worst_gap = 0});
  for (std::uint32_t count = 0; count < sentences; ++count) {
    const Sentence sentence = corpus.sample(Part::held_out, random);
    if (Status status = model.run(sentence.words); !status.is_ok()) return status;
    SceneGap& scene = gaps[sentence.scene];
    compare_with_grammar(grammar, sentence.words, model.trace(), [&](std::uint32_t i, double own, double cross) {
      means[sentence.scene].add(cross - own);
      if (cross - own <= scene.worst_gap) return;
      scene.worst_gap = cross - own;
      scene.worst_prefix = grammar.vocabulary().text({sentence.words.begin(), sentence.words.begin() + i + 1});
    });
  }
  for (std::size_t scene = 0; scene < gaps.size(); ++scene) gaps[scene].gap = means[scene].value();
  return Status::ok();
}

}  // namespace attention
