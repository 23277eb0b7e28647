// Texts on which tokenizers are compared: scripts, emoji, code, white space, and seeded mixtures of them all.
import { Random } from '../reference/random.mjs';

const scripts = [
  'The quick brown fox jumps over the lazy dog.',
  "It's what they'd've said: we'll see, won't we? I'M SURE.",
  'Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.',
  'Voix ambiguë d’un cœur qui, au zéphyr, préfère les jattes de kiwis.',
  'Съешь же ещё этих мягких французских булок, да выпей чаю.',
  'Ξεσκεπάζω τὴν ψυχοφθόρα βδελυγμία.',
  '注意力机制让每个词看见别的词。',
  '天地玄黃，宇宙洪荒。日月盈昃，辰宿列張。',
  'いろはにほへと ちりぬるを カタカナ、漢字。',
  '다람쥐 헌 쳇바퀴에 타고파.',
  'صِف خَلقَ خَودِ كَمِثلِ الشَمسِ إِذ بَزَغَت',
  'דג סקרן שט בים מאוכזב ולפתע מצא חברה',
  'ऋषियों को सताने वाले दुष्ट राक्षसों के राजा रावण',
  'เป็นมนุษย์สุดประเสริฐเลิศคุณค่า',
  'გთხოვთ ახლავე გაიაროთ რეგისტრაცია',
  'የሰው ልጅ ሁሉ ሲወለድ ነጻ',
  'Tiếng Việt có dấu: ệ ữ ặ Ỗ',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝒻𝒶𝓃𝒸𝓎 𐍈 𠜎𠜱',
];
const emoji = [
  '🙂',
  'family 👨‍👩‍👧‍👦 and flag 🇪🇸🇯🇵!',
  '👍🏽 thumbs, ❤️ heart, ☃ snow',
  '😀😃😄😁😆',
  'e\u0301 is é, o\u0308\u0304 has two marks',
  '1️⃣2️⃣3️⃣',
];
const code = [
  'for (let i = 0; i < n; i++) { sum += x[i]; }',
  'def attend(q, k, v):\n    return softmax(q @ k.T / math.sqrt(d)) @ v\n',
  '<div class="a">\n\t<p>&amp; &#x1F600;</p>\n</div>',
  "SELECT * FROM t WHERE a >= 10 AND b != 'x';",
  '{"constructor": "__proto__", "toString": [1, 2.5e-3, null]}',
  '#include <stdio.h>\r\nint main(void) { return 0; }\r\n',
  'a&&b||c??d?.e::f->g=>h===i!==j',
  'https://example.org/a/b?c=d&e=%20f#g',
  '\\alpha_{i}^{2} + \\frac{1}{2}',
];
const spaces = [
  '',
  ' ',
  '  ',
  '   three before',
  'three after   ',
  'a  b   c    d',
  '\t\ttabs\t',
  'line\nline\n\nline\r\nline',
  ' \n \n ',
  'no\u00a0break and wide\u3000space',
  'zero\u200bwidth \ufeffmark',
  'line\u2028separator\u2029and\u0085next',
  '\u0000\u0001\u0007 control \u001b[0m',
];
const numbers = ['0', '12', '1234567890', '3.14159 -2e10 1,000,000', '٣٤٥ ५६७ Ⅷ ½ ²', "'s 's'S 't''re"];
const odd = [
  'constructor',
  '__proto__ toString hasOwnProperty',
  'a'.repeat(100),
  'ab'.repeat(60),
  ' '.repeat(70),
  '!?'.repeat(40),
  'lone \ud800 surrogate \udc00',
  'SupercalifragilisticexpialidociousAntidisestablishmentarianism',
];
const given = [scripts, emoji, code, spaces, numbers, odd].flat();

/** A row of pieces of other texts, cut anywhere, even within characters. */
function mixture(random) {
  const pieces = Array.from({ length: random.between(1, 5) }, () => {
    const text = given[random.between(0, given.length - 1)];
    const begin = random.between(0, text.length);
    return text.slice(begin, begin + random.between(0, 30));
  });
  return pieces.join(['', ' ', '\n'][random.between(0, 2)]);
}

/** The same 240 texts in every run. */
export function texts(count = 240) {
  const random = new Random(17);
  return [...given, ...Array.from({ length: count - given.length }, () => mixture(random))];
}
