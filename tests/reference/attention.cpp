#include "reference/attention.hpp"

#include <limits>
#include <stdexcept>
#include <string>

namespace reference {

namespace {

const Bounded minus_infinity(-std::numeric_limits<double>::infinity());

// What one head remembers of the words so far.
struct Cache {
  std::vector<Vector> keys;
  std::vector<Vector> values;
};

const Tensor& parameter(const Tensors& parameters, const std::string& name, const std::vector<std::size_t>& extents) {
  const Tensor& tensor = parameters.at(name);
  if (tensor.extents() != extents) throw std::length_error("reference::attention: shape of " + name);
  return tensor;
}

// map[h] x, one output component at a time.
Vector apply(const Tensor& map, std::size_t h, const Vector& x) {
  Vector result(map.extents()[1]);
  for (std::size_t r = 0; r < result.size(); ++r) result[r] = inner(map.row({h, r}), x);
  return result;
}

Vector add(const Vector& a, const Vector& b) {
  Vector result(a.size());
  for (std::size_t c = 0; c < a.size(); ++c) result[c] = a[c] + b[c];
  return result;
}

// sum over j of weight[j] value[j].
Vector blend(const Vector& weight, const std::vector<Vector>& values) {
  Vector result(values.front().size());
  for (std::size_t c = 0; c < result.size(); ++c) {
    Vector column(values.size());
    for (std::size_t j = 0; j < values.size(); ++j) column[j] = values[j][c];
    result[c] = inner(weight, column);
  }
  return result;
}

Vector padded(Vector known, std::size_t size, const Bounded& filler) {
  known.resize(size, filler);
  return known;
}

class Decoder {
 public:
  Decoder(const Sizes& sizes, const Tensors& parameters, const Tensors* observed)
      : sizes_(sizes), caches_(sizes.n_heads), observed_(observed) {
    const auto [vocabulary, positions, model, heads, head, value, tokens] = sizes;
    w_e_ = parameter(parameters, "w_e", {vocabulary, model});
    w_p_ = parameter(parameters, "w_p", {positions, model});
    w_q_ = parameter(parameters, "w_q", {heads, head, model});
    w_k_ = parameter(parameters, "w_k", {heads, head, model});
    w_v_ = parameter(parameters, "w_v", {heads, value, model});
    w_o_ = parameter(parameters, "w_o", {heads, model, value});
    w_u_ = parameter(parameters, "w_u", {vocabulary, model});
    allocate();
  }

  void read(const std::vector<std::size_t>& tokens) {
    for (std::size_t i = 0; i < sizes_.n_tokens; ++i) read_word(i, tokens.at(i));
    look_ahead();
    word_delta();
  }

  [[nodiscard]] const Tensors& trace() const { return trace_; }

 private:
  void allocate() {
    const auto [vocabulary, positions, model, heads, head, value, tokens] = sizes_;
    for (const char* name : {"token_embedding", "position_embedding", "embedding", "delta", "output"}) {
      trace_[name] = Tensor({tokens, model});
    }
    for (const char* name : {"query", "key"}) trace_[name] = Tensor({heads, tokens, head});
    for (const char* name : {"value", "head_output"}) trace_[name] = Tensor({heads, tokens, value});
    trace_["head_delta"] = Tensor({heads, tokens, model});
    for (const char* name : {"score", "scaled", "masked", "shifted", "exp", "weight"}) {
      trace_[name] = Tensor({heads, tokens, tokens});
    }
    trace_["word_delta"] = Tensor({tokens, tokens, model});
    for (const char* name : {"row_max", "row_sum", "weight_sum"}) trace_[name] = Tensor({heads, tokens});
    for (const char* name : {"logits_before", "logits_after", "probability_before", "probability_after"}) {
      trace_[name] = Tensor({tokens, vocabulary});
    }
  }

  // What the next stage starts from: the oracle's own row, or as much of it as was observed.
  [[nodiscard]] Vector known(const char* name, const std::vector<std::size_t>& leading, const Vector& own) const {
    if (observed_ == nullptr) return own;
    Vector row = observed_->at(name).row(leading);
    row.resize(own.size());
    return row;
  }

  Vector keep(const char* name, const std::vector<std::size_t>& leading, const Vector& row) {
    trace_[name].set_row(leading, row);
    return known(name, leading, row);
  }

  void read_word(std::size_t i, std::size_t token) {
    const Vector word = keep("token_embedding", {i}, w_e_.row({token}));
    const Vector position = keep("position_embedding", {i}, w_p_.row({i}));
    const Vector embedding = keep("embedding", {i}, add(word, position));
    predict(i, embedding, "logits_before", "probability_before");

    std::vector<Vector> head_deltas;
    for (std::size_t h = 0; h < sizes_.n_heads; ++h) head_deltas.push_back(attend(h, i, embedding));
    const Vector delta = keep("delta", {i}, total(head_deltas));
    const Vector output = keep("output", {i}, add(embedding, delta));
    predict(i, output, "logits_after", "probability_after");
  }

  // What head h adds to word i, from the words up to it.
  Vector attend(std::size_t h, std::size_t i, const Vector& embedding) {
    const Vector query = keep("query", {h, i}, apply(w_q_, h, embedding));
    caches_[h].keys.push_back(keep("key", {h, i}, apply(w_k_, h, embedding)));
    caches_[h].values.push_back(keep("value", {h, i}, apply(w_v_, h, embedding)));

    Vector scores;
    for (const Vector& key : caches_[h].keys) scores.push_back(inner(query, key));
    const Vector weight = softmax_row(h, i, scale(known("score", {h, i}, scores)));
    const Vector head_output = keep("head_output", {h, i}, blend(weight, caches_[h].values));
    return keep("head_delta", {h, i}, apply(w_o_, h, head_output));
  }

  Vector softmax_row(std::size_t h, std::size_t i, const Vector& scaled) {
    const std::size_t size = sizes_.n_tokens;
    trace_["masked"].set_row({h, i}, padded(known("scaled", {h, i}, scaled), size, minus_infinity));
    const Softmax steps = softmax(known("masked", {h, i}, scaled));
    trace_["row_max"].set({h, i}, steps.max);
    trace_["shifted"].set_row({h, i}, padded(steps.shifted, size, minus_infinity));
    trace_["exp"].set_row({h, i}, padded(steps.exp, size, 0.0));
    trace_["row_sum"].set({h, i}, steps.sum);
    trace_["weight"].set_row({h, i}, padded(steps.weight, size, 0.0));
    const Vector weight = known("weight", {h, i}, steps.weight);
    trace_["weight_sum"].set({h, i}, sum(weight));
    return weight;
  }

  // The grid of scores is shown before the mask: every query against every key, later ones too.
  void look_ahead() {
    for (std::size_t h = 0; h < sizes_.n_heads; ++h) {
      for (std::size_t i = 0; i < sizes_.n_tokens; ++i) {
        const Vector query = known("query", {h, i}, trace_["query"].row({h, i}));
        Vector scores;
        for (const Vector& key : caches_[h].keys) scores.push_back(inner(query, key));
        trace_["scaled"].set_row({h, i}, scale(keep("score", {h, i}, scores)));
      }
    }
  }

  // What a word would get if it attended to one earlier word alone, with the weight that this one has: the paper's
  // attention once for each pair. A pair with a later word never meets and stays 0.
  void word_delta() {
    for (std::size_t i = 0; i < sizes_.n_tokens; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        std::vector<Vector> head_deltas;
        for (std::size_t h = 0; h < sizes_.n_heads; ++h) {
          const Bounded weight = known("weight", {h, i}, trace_["weight"].row({h, i})).at(j);
          head_deltas.push_back(apply(w_o_, h, blend({weight}, {caches_[h].values[j]})));
        }
        trace_["word_delta"].set_row({i, j}, total(head_deltas));
      }
    }
  }

  [[nodiscard]] Vector scale(const Vector& scores) const {
    Vector scaled;
    for (const Bounded& score : scores) scaled.push_back(score / sqrt(Bounded(static_cast<double>(sizes_.d_head))));
    return scaled;
  }

  // Heads may be added in any order.
  [[nodiscard]] Vector total(const std::vector<Vector>& head_deltas) const {
    Vector result(sizes_.d_model);
    for (std::size_t c = 0; c < sizes_.d_model; ++c) {
      Vector terms;
      for (const Vector& head_delta : head_deltas) terms.push_back(head_delta[c]);
      result[c] = sum(terms);
    }
    return result;
  }

  void predict(std::size_t i, const Vector& x, const char* logits_name, const char* probability_name) {
    Vector logits(sizes_.n_vocabulary);
    for (std::size_t word = 0; word < logits.size(); ++word) logits[word] = inner(w_u_.row({word}), x);
    trace_[probability_name].set_row({i}, softmax(keep(logits_name, {i}, logits)).weight);
  }

  Sizes sizes_;
  Tensor w_e_, w_p_, w_q_, w_k_, w_v_, w_o_, w_u_;
  std::vector<Cache> caches_;
  const Tensors* observed_;
  Tensors trace_;
};

}  // namespace

Softmax softmax(const Vector& x) {
  Softmax steps;
  steps.max = max(x);
  for (const Bounded& entry : x) {
    steps.shifted.push_back(entry - steps.max);
    steps.exp.push_back(exp(steps.shifted.back()));
  }
  steps.sum = sum(steps.exp);
  for (const Bounded& numerator : steps.exp) steps.weight.push_back(numerator / steps.sum);
  return steps;
}

Tensors attention(const Sizes& sizes, const Tensors& parameters, const std::vector<std::size_t>& tokens,
                  const Tensors* observed) {
  Decoder decoder(sizes, parameters, observed);
  decoder.read(tokens);
  return decoder.trace();
}

Vector concat_times_w_o(const Sizes& sizes, const Tensor& head_output, const Tensor& w_o, std::size_t i) {
  Vector result(sizes.d_model);
  for (std::size_t r = 0; r < sizes.d_model; ++r) {
    Vector concat;
    Vector w_o_row;
    for (std::size_t h = 0; h < sizes.n_heads; ++h) {
      for (std::size_t c = 0; c < sizes.d_value; ++c) {
        concat.push_back(head_output.at({h, i, c}));
        w_o_row.push_back(w_o.at({h, r, c}));
      }
    }
    result[r] = inner(concat, w_o_row);
  }
  return result;
}

}  // namespace reference
