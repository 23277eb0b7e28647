#include "attention/model_file.hpp"

#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>

#include "attention/trainer_status.hpp"
#include "model/support.hpp"

using namespace attention;

namespace {

Model small_model() {
  Model model;
  model.vocabulary = Vocabulary({".", "bat", "cave"});
  const Dimensions dimensions{
      .n_vocabulary = 3, .n_positions = 4, .d_model = 5, .n_heads = 2, .d_head = 2, .d_value = 3, .n_tokens = 1};
  REQUIRE(Parameters::make(dimensions, model.parameters).is_ok());
  Random random(23);
  for (const TensorId id : parameter_ids) {
    for (float& value : model.parameters.values(id)) value = random.symmetric(2.0F);
  }
  model.notes["seed"] = "23";
  return model;
}

std::string written(const Model& model) {
  std::ostringstream stream;
  REQUIRE(write_model(model, stream).is_ok());
  return stream.str();
}

Status read(const std::string& bytes, Model& model) {
  std::istringstream stream(bytes);
  return read_model(stream, model);
}

/// The file with `from` in its header replaced by `to` of the same length.
std::string with(std::string bytes, std::string_view from, std::string_view to) {
  REQUIRE(from.size() == to.size());
  const std::size_t place = bytes.find(from);
  REQUIRE(place != std::string::npos);
  return bytes.replace(place, from.size(), to);
}

}  // namespace

TEST_CASE("what is written is read back, rounded") {
  Model model = small_model();
  Model back;
  const Status status = read(written(model), back);
  INFO(status.message());
  REQUIRE(status.is_ok());
  CHECK(back.vocabulary.words() == model.vocabulary.words());
  CHECK(back.notes == model.notes);
  CHECK(back.parameters.dimensions() == model.parameters.dimensions());
  round_to_stored(model.parameters);
  CHECK(std::ranges::equal(back.parameters.all(), model.parameters.all()));
  CHECK(written(back) == written(model));
}

TEST_CASE("rounding goes to the nearest, ties to even") {
  Model model = small_model();
  auto values = model.parameters.values(TensorId::w_e);
  values[0] = 1.0F + 0x1.0p-6F;          // half way between 1 and 1 + 2^-5: 1 is even
  values[1] = 1.0F + 3.0F * 0x1.0p-6F;   // half way between 1 + 2^-5 and 1 + 2^-4: the latter is even
  values[2] = 1.0F + 1.01F * 0x1.0p-6F;  // above the tie
  values[3] = -2.0F + 0x1.0p-8F;         // up to the next power of two
  round_to_stored(model.parameters);
  CHECK(values[0] == 1.0F);
  CHECK(values[1] == 1.0F + 0x1.0p-4F);
  CHECK(values[2] == 1.0F + 0x1.0p-5F);
  CHECK(values[3] == -2.0F);
}

TEST_CASE("a value that 16 bits cannot hold is refused") {
  Model model = small_model();
  model.parameters.values(TensorId::w_k)[0] = 1e6F;
  std::ostringstream stream;
  const Status status = write_model(model, stream);
  CHECK(status.code() == bad_model_file);
  CHECK_THAT(std::string(status.message()), Catch::Matchers::ContainsSubstring("w_k"));
}

TEST_CASE("every kind of damage to a file is refused with a sentence, and the model stays as it was") {
  const std::string sound = written(small_model());
  std::string bytes;
  std::string what;
  SECTION("empty") { what = "shorter than the 8 bytes"; }
  SECTION("a length that is none") { bytes = std::string(16, '\xFF'), what = "header has"; }
  SECTION("ends in the header") { bytes = sound.substr(0, 60), what = "ends inside its header"; }
  SECTION("ends in the data") { bytes = sound.substr(0, sound.size() - 1), what = "does not fit its shape"; }
  SECTION("not JSON") { bytes = with(sound, "{\"__metadata__\"", "[\"__metadata__\""), what = "not JSON"; }
  SECTION("no metadata") { bytes = with(sound, "__metadata__", "__metadota__"), what = "no metadata"; }
  SECTION("another format") { bytes = with(sound, "explainer/1", "explainer/9"), what = "expected"; }
  SECTION("a tensor is missing") { bytes = with(sound, "\"w_o\"", "\"w_x\""), what = "no tensor \"w_o\""; }
  SECTION("another type") { bytes = with(sound, "\"F16\"", "\"I16\""), what = "another type"; }
  SECTION("another rank") { bytes = with(sound, "[3,5]", "[155]"), what = "rank"; }
  SECTION("an axis of 0") { bytes = with(sound, "[3,5]", "[0,5]"), what = "out of range"; }
  SECTION("a shape below 0") { bytes = with(sound, "[3,5]", "[-,5]"), what = "not JSON"; }
  SECTION("axes that disagree") { bytes = with(sound, "[3,5]", "[5,3]"), what = "another tensor with"; }
  SECTION("too many words") { bytes = with(sound, "bat cave", "ba t cav"), what = "4 words"; }
  SECTION("not a number") {
    bytes = sound;
    bytes[bytes.size() - 1] = '\x7E';
    what = "not finite";
  }
  Model model = small_model();
  const Status status = read(bytes, model);
  CHECK(status.code() == bad_model_file);
  CHECK_THAT(std::string(status.message()), Catch::Matchers::ContainsSubstring(what));
  CHECK(model.vocabulary.size() == 3);
}

TEST_CASE("the committed file is small, sound and made from this grammar") {
  std::ifstream file(MODEL_FILE, std::ios::binary | std::ios::ate);
  REQUIRE(file);
  CHECK(file.tellg() < 150'000);
  file.seekg(0);
  Model model;
  const Status status = read_model(file, model);
  INFO(status.message());
  REQUIRE(status.is_ok());
  CHECK(model.vocabulary.words() == parse(corpus_text()).vocabulary().words());
  CHECK(model.notes.contains("seed"));
  CHECK(model.notes.contains("steps"));
  const Dimensions& dimensions = model.parameters.dimensions();
  CHECK(dimensions.d_model == 32);
  CHECK(dimensions.n_heads == 4);
  CHECK(dimensions.d_head == 8);
  CHECK(dimensions.d_value == 8);
  CHECK(dimensions.n_positions == 24);
}
