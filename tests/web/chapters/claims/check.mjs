// What is wrong with the texts of a page: a claim that does not hold, and what no text may look like.
const mistakes = {
  en: [
    /\b1 (?:later )?(?:words|tokens|rows|scores|heads|lessons|directions|numbers|columns|others)\b/,
    /\b0 of the 0\b/,
    /\b(?:by|of) up to 0(?:\.00)?\b(?!\.)/,
  ],
  zh: [/0\s*(?:行|个)中的?\s*0/, /最多相差\s*0(?:\.00)?(?![.\d])/],
};
const always = [/undefined|NaN|Infinity|\[object|null/, /\{\w+\}/, /“…”|“”/];

/** A speaker that notes what is said of its language: [{ key, text }]. */
function recording(say, said) {
  const apply = (_, __, [key, places]) => {
    const text = say(key, places);
    said.push({ key, text, filled: places !== undefined });
    return text;
  };
  return new Proxy(say, { apply });
}

/** Every text of a chapter on a page, whichever is chosen of its variants; `drawn`: the figure’s too. */
function tell({ variantOf, heldTime }, chapter, page, drawn) {
  const said = [];
  const context = { ...page.context, say: recording(page.context.say, said) };
  const recorded = { ...page, context };
  const { id, figure, cards = [], question } = chapter;
  const claims = chapter.claims ?? figure?.claims;
  const facts = figure?.facts(context) ?? chapter.facts?.(recorded) ?? {};
  const say = (key) => context.say(variantOf(claims, key, context), facts);
  const steps = figure?.timeline.steps.map((step) => step.id) ?? cards.map(({ step }) => step);
  for (const step of steps) say(`card.${id}.${step}`);
  for (const { step, exact = 0 } of cards)
    for (let index = 1; index <= exact; index += 1) say(`exact.${id}.${step}.${index}`);
  const wrong = question ? ask(question, context, say) : [];
  if (drawn && figure)
    for (const [index] of figure.timeline.steps.entries())
      for (const room of [336, 767]) figure.draw(context, heldTime(figure.timeline, index), room);
  return { said, wrong };
}

function ask({ id, options }, context, say) {
  const offered = options(context);
  // With one thing to choose from there is nothing to ask.
  if (offered.length === 0) return [];
  for (const part of ['ask', 'right', 'wrong']) say(`question.${id}.${part}`);
  const texts = offered.map(({ text }) => text);
  return [
    ...(new Set(texts).size < texts.length
      ? [`question.${id}: the same answer twice: ${texts.join(' / ')}`]
      : []),
    ...(offered.some(({ right }) => right) ? [] : [`question.${id}: no answer is right`]),
  ];
}

/** What is wrong with what a chapter says on a page: sentences. `claims`: of all chapters. */
export function wrongWith(teller, chapter, page, claims, drawn) {
  const { context } = page;
  const { said, wrong } = tell(teller, chapter, page, drawn);
  const { language } = context.say;
  const bad = said.flatMap(({ key, text, filled }) => [
    ...(claims[key] && !claims[key](context) ? [`${key} does not hold: ${text}`] : []),
    ...[...always.slice(0, 1), ...(filled ? always.slice(1) : []), ...(mistakes[language] ?? [])]
      .filter((mistake) => mistake.test(text))
      .map((mistake) => `${key} must not say ${mistake}: ${text}`),
  ]);
  return { said, wrong: [...wrong, ...bad] };
}
