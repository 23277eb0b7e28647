#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>

#include "attention/io/vocabulary.hpp"
#include "attention/model/parameters.hpp"

namespace attention {

/// A trained model: its parameters, its words, and how it came to be.
struct Model {
  Parameters parameters;
  Vocabulary vocabulary;
  std::map<std::string, std::string> notes;  ///< further entries of the file's metadata
};

/// What `__metadata__.format` says in the files written here.
inline constexpr const char* model_format = "attention-explainer/2";

/// How many steps a file has for the rms of a parameter's values. Few: models for files are trained for it, see
/// `StoredTraining`. Measured with seeds 1, 2, 3, the share of words whose sense is found, and the bytes of the file
/// of seed 1 after brotli: 4 for all .973, .966, .970 and 17,354; finer embeddings .978, .972, .976 and 19,133; coarser
/// unembeddings too .978, .976, .972 and 17,269. Whatever a word does begins with its embedding, while what is added up
/// in a logit evens out.
constexpr double steps_in_rms(TensorId parameter) {
  switch (parameter) {
    case TensorId::w_e: return 8.0;
    case TensorId::w_u: return 2.0;
    default: return 4.0;
  }
}

/// The step that a file has for a parameter. Nothing when it holds a value that is not finite, or too large.
std::optional<float> stored_step(const Parameters& parameters, TensorId parameter);

/// Rounds every tensor to what a file can hold of it: see `stored_step`. Done twice it changes nothing more. A
/// tensor that no step fits stays as it is; `write_model` refuses it.
void round_to_stored(Parameters& parameters);

/// Writes the model as safetensors (https://github.com/huggingface/safetensors): the header's length in 8 bytes,
/// the header in JSON, then the tensors, rounded as above, as I8, named and shaped as in `tensor_table`.
/// A value is its tensor's step times the integer. Metadata: `format`, `vocabulary` (the words in id order, separated
/// by single spaces), `quantization_step.NAME` for every tensor ("0.125": a power of two in decimals) and the notes.
/// Errors: `bad_model_file` when the stream fails, or when a tensor has a value that is not finite or too large.
Status write_model(const Model& model, std::ostream& stream);

/// Reads what `write_model` wrote. `model` is written only on success. Error: `bad_model_file`, with a sentence
/// that says what about the file is wrong.
Status read_model(std::istream& stream, Model& model);

}  // namespace attention
