#include "attention/analysis/prediction_at.hpp"

#include <cstddef>

#include "attention/kernels/dot.hpp"
#include "attention/kernels/softmax.hpp"

namespace attention {

void prediction_at(const PredictionInput& input, const Prediction& prediction) {
  const std::size_t d = prediction.at.size();
  for (std::size_t c = 0; c < d; ++c) {
    double sum = 0.0;
    for (std::size_t i = 0; i < input.coefficients.size(); ++i) {
      sum += double{input.coefficients[i]} * double{input.vectors[i * d + c]};
    }
    prediction.at[c] = static_cast<float>(sum);
  }
  for (std::size_t word = 0; word < prediction.probability.size(); ++word) {
    prediction.probability[word] = dot(input.unembedding.subspan(word * d, d), prediction.at);
  }
  softmax(prediction.probability, prediction.probability);
}

}  // namespace attention
