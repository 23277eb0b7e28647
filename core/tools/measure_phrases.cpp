#include <Eigen/Dense>
#include <algorithm>
#include <span>

#include "length.hpp"
#include "story.hpp"

namespace attention {

namespace {

/// The part of word j in what moves the last word.
double part_of(const Arena& trace, std::uint32_t j) {
  const std::uint32_t last = trace.dimensions().n_tokens - 1;
  double sum = 0.0;
  for (std::uint32_t k = 0; k <= last; ++k) sum += length_of(trace.row(TensorId::word_delta, last, k));
  return length_of(trace.row(TensorId::word_delta, last, j)) / sum;
}

Status measure_towers(const Corpus& corpus, ModelRun& model, PhraseQuality& phrases) {
  if (Status status = run_phrase(corpus, "the eiffel tower", model); !status.is_ok()) return status;
  phrases.eiffel_alone = part_of(model.trace(), 1);
  if (Status status = run_phrase(corpus, "a miniature eiffel tower", model); !status.is_ok()) return status;
  phrases.miniature = part_of(model.trace(), 1);
  phrases.eiffel_beside = part_of(model.trace(), 2);
  return Status::ok();
}

Eigen::Map<const Eigen::VectorXf> column_of(std::span<const float> vector) {
  return {vector.data(), static_cast<Eigen::Index>(vector.size())};
}

double largest_cosine(const Eigen::MatrixXf& columns) {
  double largest = -1.0;
  for (Eigen::Index a = 0; a < columns.cols(); ++a) {
    for (Eigen::Index b = a + 1; b < columns.cols(); ++b) {
      const float cosine = columns.col(a).normalized().dot(columns.col(b).normalized());
      largest = std::max(largest, static_cast<double>(cosine));
    }
  }
  return largest;
}

Status measure_moles(const Corpus& corpus, ModelRun& model, PhraseQuality& phrases) {
  const Eigen::Index d_model = model.parameters().dimensions().d_model;
  Eigen::MatrixXf deltas(d_model, 3);
  Eigen::MatrixXf senses(d_model, 3);
  Eigen::VectorXf generic;
  Eigen::Index column = 0;
  for (const char* phrase : {"american shrew mole", "one mole", "take a biopsy of the mole"}) {
    if (Status status = run_phrase(corpus, phrase, model); !status.is_ok()) return status;
    const Arena trace = model.trace();
    const std::uint32_t last = trace.dimensions().n_tokens - 1;
    deltas.col(column) = column_of(trace.row(TensorId::delta, 0, last));
    senses.col(column++) = column_of(trace.row(TensorId::output, 0, last));
    generic = column_of(trace.row(TensorId::token_embedding, 0, last));
  }
  const Eigen::VectorXf lengths = deltas.colwise().norm();
  phrases.mole_lengths = static_cast<double>(lengths.maxCoeff() / lengths.minCoeff());
  phrases.mole_cosine = largest_cosine(deltas);
  const Eigen::Vector3f best = senses.colPivHouseholderQr().solve(generic);
  phrases.mole_least_weight = static_cast<double>(best.minCoeff());
  phrases.mole_residual = static_cast<double>((senses * best - generic).norm() / generic.norm());
  return Status::ok();
}

}  // namespace

Status run_phrase(const Corpus& corpus, std::string_view phrase, ModelRun& model) {
  const auto ids = corpus.grammar().vocabulary().ids(phrase);
  if (!ids)
    return Status::error(StatusCode::bad_model_file, "The grammar does not know every word of \"", phrase, "\".");
  return model.run(*ids);
}

Status measure_phrases(const Corpus& corpus, const Parameters& parameters, std::uint32_t /*sentences*/,
                       Quality& quality) {
  ModelRun model(parameters);
  if (Status status = measure_towers(corpus, model, quality.phrases); !status.is_ok()) return status;
  return measure_moles(corpus, model, quality.phrases);
}

}  // namespace attention
