#include "attention/trainer/pass.hpp"
#include "attention/trainer/product.hpp"

namespace attention {

// q = w_q E, k = w_k E, v = w_v E, all heads in one product each: their maps lie one below the other.
void Pass::project(const Parameters& parameters) {
  query_.resize(rows_, dimensions_.n_heads * dimensions_.d_head);
  key_.resize(rows_, dimensions_.n_heads * dimensions_.d_head);
  value_.resize(rows_, dimensions_.n_heads * dimensions_.d_value);
  product_transposed(embedding_, stacked(parameters, TensorId::w_q), query_);
  product_transposed(embedding_, stacked(parameters, TensorId::w_k), key_);
  product_transposed(embedding_, stacked(parameters, TensorId::w_v), value_);
}

// dE += dq w_q + dk w_k + dv w_v;  dw_q = dq^T E, and so on.
void Pass::project_backward(const Parameters& parameters, Parameters& gradients) {
  add_transposed_product(d_query_, embedding_, stacked(gradients, TensorId::w_q));
  add_transposed_product(d_key_, embedding_, stacked(gradients, TensorId::w_k));
  add_transposed_product(d_value_, embedding_, stacked(gradients, TensorId::w_v));
  add_product(d_query_, stacked(parameters, TensorId::w_q), d_embedding_);
  add_product(d_key_, stacked(parameters, TensorId::w_k), d_embedding_);
  add_product(d_value_, stacked(parameters, TensorId::w_v), d_embedding_);
}

}  // namespace attention
