#include "reference/layer.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include "reference/attention.hpp"

namespace reference {

namespace {

using Rows = std::vector<Vector>;

// All rows of a tensor, one after the other.
Rows rows_of(const Tensors& tensors, const std::string& name, const std::vector<std::size_t>& extents) {
  const Tensor& tensor = tensors.at(name);
  if (tensor.extents() != extents) throw std::length_error("reference::layer: shape of " + name);
  Rows rows;
  for (auto at = tensor.values().begin(); at != tensor.values().end();) {
    const auto end = at + static_cast<std::ptrdiff_t>(extents.back());
    rows.emplace_back(at, end);
    at = end;
  }
  return rows;
}

// Rows `first` to `first + count` of the maps, times x.
Vector apply(const Rows& maps, std::size_t first, std::size_t count, const Vector& x) {
  Vector result;
  for (std::size_t r = first; r < first + count; ++r) result.push_back(inner(maps[r], x));
  return result;
}

Rows apply_to_all(const Rows& maps, std::size_t first, std::size_t count, const Rows& inputs) {
  Rows result;
  for (const Vector& x : inputs) result.push_back(apply(maps, first, count, x));
  return result;
}

Vector attend(const Vector& query, const Rows& keys, const Rows& values, std::size_t n_seen) {
  const Bounded root = sqrt(Bounded(static_cast<double>(query.size())));
  Vector scaled;
  for (std::size_t j = 0; j < n_seen; ++j) scaled.push_back(inner(query, keys[j]) / root);
  const Vector weight = softmax(scaled).weight;
  Vector output;
  for (std::size_t c = 0; c < values.front().size(); ++c) {
    Vector column;
    for (std::size_t j = 0; j < n_seen; ++j) column.push_back(values[j][c]);
    output.push_back(inner(weight, column));
  }
  return output;
}

}  // namespace

Tensor layer(const LayerSizes& sizes, const Tensors& tensors) {
  const auto [n_tokens, d_model, n_heads, d_head, d_value, causal] = sizes;
  const Rows input = rows_of(tensors, "input", {n_tokens, d_model});
  const Rows w_q = rows_of(tensors, "w_q", {n_heads, d_head, d_model});
  const Rows w_k = rows_of(tensors, "w_k", {n_heads, d_head, d_model});
  const Rows w_v = rows_of(tensors, "w_v", {n_heads, d_value, d_model});
  const Tensor& w_o = tensors.at("w_o");
  if (w_o.extents() != std::vector<std::size_t>{d_model, n_heads, d_value}) {
    throw std::length_error("reference::layer: shape of w_o");
  }
  Rows outputs(n_tokens);  // the heads' outputs side by side
  for (std::size_t h = 0; h < n_heads; ++h) {
    const Rows query = apply_to_all(w_q, h * d_head, d_head, input);
    const Rows key = apply_to_all(w_k, h * d_head, d_head, input);
    const Rows value = apply_to_all(w_v, h * d_value, d_value, input);
    for (std::size_t i = 0; i < n_tokens; ++i) {
      const Vector output = attend(query[i], key, value, causal ? i + 1 : n_tokens);
      outputs[i].insert(outputs[i].end(), output.begin(), output.end());
    }
  }
  Tensor delta({n_tokens, d_model});
  for (std::size_t m = 0; m < d_model; ++m) {
    Vector map;
    for (std::size_t h = 0; h < n_heads; ++h) {
      const Vector part = w_o.row({m, h});
      map.insert(map.end(), part.begin(), part.end());
    }
    for (std::size_t i = 0; i < n_tokens; ++i) delta.set({i, m}, inner(map, outputs[i]));
  }
  return delta;
}

}  // namespace reference
