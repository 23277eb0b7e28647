#include <algorithm>

#include "attention/transformer/session.hpp"

namespace attention {

namespace {

Status check_place(const TransformerDescription& d, std::uint32_t layer, std::uint32_t head) {
  if (layer < d.n_layers && head < d.n_heads) return Status::ok();
  return Status::error(StatusCode::bad_dimension, "Head ", head, " of layer ", layer,
                       " was to be switched; the model has ", d.n_layers, " layers of ", d.n_heads, " heads.");
}

Status check_edge(const TransformerDescription& d, std::uint32_t n_context, const Edge& edge) {
  if (Status status = check_place(d, edge.layer, edge.head); !status.is_ok()) return status;
  const bool is_seen =
      edge.query < n_context && edge.key <= edge.query && (!d.is_local(edge.layer) || edge.query - edge.key < d.window);
  if (is_seen) return Status::ok();
  return Status::error(StatusCode::bad_dimension, "The token at place ", edge.query, " does not see the one at place ",
                       edge.key, " in layer ", edge.layer, " of a sentence of at most ", n_context, " tokens.");
}

}  // namespace

Status Session::switch_head(std::uint32_t layer, std::uint32_t head, bool is_on) {
  if (Status status = check_place(weights_.description(), layer, head); !status.is_ok()) return status;
  if (switches().switch_head(layer, head, is_on)) rewind(0);
  return Status::ok();
}

Status Session::switch_attention(std::uint32_t layer, bool is_on) {
  if (Status status = check_place(weights_.description(), layer, 0); !status.is_ok()) return status;
  if (switches().switch_attention(layer, is_on)) rewind(0);
  return Status::ok();
}

Status Session::switch_mlp(std::uint32_t layer, bool is_on) {
  if (Status status = check_place(weights_.description(), layer, 0); !status.is_ok()) return status;
  if (switches().switch_mlp(layer, is_on)) rewind(0);
  return Status::ok();
}

Status Session::switch_edge(const Edge& edge, bool is_on) {
  if (Status status = check_edge(weights_.description(), layout_->n_context(), edge); !status.is_ok()) return status;
  bool has_changed = false;
  if (Status status = switches().switch_edge(edge, is_on, has_changed); !status.is_ok()) return status;
  if (has_changed) rewind(edge.query);
  return Status::ok();
}

void Session::switch_all_on() {
  switches().clear();
  rewind(0);
}

}  // namespace attention
