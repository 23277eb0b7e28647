#include <algorithm>
#include <cstdio>
#include <map>

#include "fragments.hpp"
#include "story.hpp"

namespace attention {

namespace {

constexpr float sure = 0.6F;

using Words = std::vector<std::uint32_t>;

/// Sentences of the grammar, each with its end mark.
std::vector<Words> draw_sentences(const Grammar& grammar) {
  constexpr std::uint32_t draws = 300000;
  Random random(measuring_seed);
  std::vector<Words> sentences;
  for (std::uint32_t draw = 0; draw < draws; ++draw) {
    sentences.push_back(grammar.sample(random).words);
    sentences.back().push_back(0);
  }
  return sentences;
}

/// How often each word follows `ending` anywhere in the sentences.
std::map<std::uint32_t, double> followers(const std::vector<Words>& sentences, std::span<const std::uint32_t> ending) {
  std::map<std::uint32_t, double> counts;
  for (const Words& sentence : sentences) {
    for (auto at = sentence.begin();; ++at) {
      at = std::search(at, sentence.end(), ending.begin(), ending.end());
      if (at == sentence.end()) break;
      const auto next = at + static_cast<std::ptrdiff_t>(ending.size());
      if (next != sentence.end()) counts[*next] += 1.0;
    }
  }
  return counts;
}

/// Whether the grammar is sure of `word` after the fragment, or after its longest ending that occurs.
bool is_grammar_sure(const std::vector<Words>& sentences, const Words& fragment, std::uint32_t word) {
  for (std::size_t first = 0; first < fragment.size(); ++first) {
    auto counts = followers(sentences, std::span(fragment).subspan(first));
    if (counts.empty()) continue;
    double sum = 0.0;
    for (const auto& [follower, count] : counts) sum += count;
    return counts[word] > static_cast<double>(sure) * sum;
  }
  return false;
}

std::string describe(const Vocabulary& vocabulary, std::string_view fragment, std::uint32_t word, float probability) {
  char text[16];
  std::snprintf(text, sizeof(text), " %.2f", static_cast<double>(probability));
  return std::string(fragment) + ": " + vocabulary.word(word) + text;
}

}  // namespace

Status measure_fragments(const Corpus& corpus, const Parameters& parameters, std::uint32_t /*sentences*/,
                         Quality& quality) {
  const auto sentences = draw_sentences(corpus.grammar());
  ModelRun model(parameters);
  quality.fragments = {};
  for (const std::string_view fragment : fragments) {
    const auto words = corpus.grammar().vocabulary().ids(fragment);
    if (!words) {
      return Status::error(StatusCode::bad_model_file, "The grammar does not know every word of \"", fragment, "\".");
    }
    ++quality.fragments.fragments;
    if (Status status = model.run(*words); !status.is_ok()) return status;
    const auto probability =
        model.trace().row(TensorId::probability_after, 0, static_cast<std::uint32_t>(words->size()) - 1);
    const auto likeliest = std::ranges::max_element(probability);
    const auto word = static_cast<std::uint32_t>(likeliest - probability.begin());
    if (*likeliest <= sure || is_grammar_sure(sentences, *words, word)) continue;
    quality.fragments.overconfident.push_back(describe(corpus.grammar().vocabulary(), fragment, word, *likeliest));
  }
  return Status::ok();
}

}  // namespace attention
