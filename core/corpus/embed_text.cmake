# Writes the text file IN as a C++ source OUT that defines attention::corpus_text(). Some compilers limit a literal
# to 65,536 bytes, so every line is a raw literal of its own; the compiler joins them.
file(READ ${IN} text)
string(REPLACE "\n" "\n)~\"\n    R\"~(" text "${text}")
file(WRITE ${OUT} "#include \"attention/corpus.hpp\"

namespace attention {

std::string_view corpus_text() {
  return
    R\"~(${text})~\";
}

}  // namespace attention
")
