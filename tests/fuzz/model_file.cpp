// A model file of any bytes: refused with a sentence, or read into a model that is whole and can be written again.
#include "attention/io/model_file.hpp"

#include <cstring>
#include <sstream>

#include "fuzz/bytes.hpp"
#include "fuzz/values.hpp"

using attention::Model;
using attention::Status;
using fuzz::require;

namespace {

void require_whole(const Model& model) {
  require(model.parameters.dimensions().n_vocabulary == model.vocabulary.size(), "as many words as vectors");
  require(fuzz::are_finite(model.parameters.all()), "parameters are finite");
  for (std::uint32_t id = 0; id < model.vocabulary.size(); ++id) {
    require(model.vocabulary.id(model.vocabulary.word(id)) == id, "every word has an id of its own");
  }
}

void require_same(std::span<const float> before, std::span<const float> after, const char* sentence) {
  require(before.size() == after.size() && std::memcmp(before.data(), after.data(), before.size_bytes()) == 0,
          sentence);
}

void require_round_trip(const Model& model) {
  attention::Parameters rounded = model.parameters;
  attention::round_to_stored(rounded);
  require_same(model.parameters.all(), rounded.all(), "what was read needs no rounding");
  std::stringstream stream;
  require(attention::write_model(model, stream).is_ok(), "a model that was read can be written");
  Model again;
  require(attention::read_model(stream, again).is_ok(), "a model that was written can be read");
  require(again.vocabulary.words() == model.vocabulary.words(), "words survive");
  require(again.notes == model.notes, "notes survive");
  require(again.parameters.dimensions() == model.parameters.dimensions(), "dimensions survive");
  require_same(model.parameters.all(), again.parameters.all(), "parameters survive bit for bit");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream stream(std::string(reinterpret_cast<const char*>(data), size));
  Model model;
  model.notes["kept"] = "yes";
  if (const Status status = attention::read_model(stream, model); !status.is_ok()) {
    fuzz::require_sentence(status.message());
    require(model.notes.size() == 1 && model.vocabulary.size() == 0, "a refusal writes no model");
    return 0;
  }
  require_whole(model);
  require_round_trip(model);
  return 0;
}
