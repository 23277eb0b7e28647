import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { staggered } from '../../scene/math.js';
import { sideLabel } from '../../figure/objects/side-label.js';
import { slantedWord } from '../../figure/objects/slanted-word.js';
import { token } from '../../figure/objects/token.js';
import { vector } from '../../figure/objects/vector.js';
import { residualScale, vectorScale } from '../../figure/parts/pass.js';
import { bandsOf, type Layout } from './layout.js';
import { centreOf, chipWidth, lineOf } from './sentence-layout.js';
import { speech } from './speech.js';
import type { ProjectionView } from './view.js';

/** The words with their embeddings, who says what, and at the end the vectors of all words. */
export function sentencePart(view: ProjectionView, layout: Layout): (SvgNode | undefined)[] {
  const { trace } = view;
  return [
    band(view, layout),
    node('g', { key: 'labels' }, ...labels(view, layout)),
    node('g', { key: 'words' }, ...trace.words.map((_, index) => word(view, layout, index))),
    node('g', { key: 'embeddings' }, ...trace.words.map((_, index) => embedding(view, layout, index))),
    node('g', { key: 'vectors' }, ...trace.words.map((_, index) => otherVector(view, layout, index))),
    node('g', { key: 'speech' }, ...speech(view, layout)),
  ];
}

/** Behind the followed word's column, as far down as there is something in it. */
function band({ kind, about, at, pose }: ProjectionView, { sentence }: Layout): SvgNode {
  const { embeddingY, embeddingLength } = bandsOf(sentence, pose, about.token);
  const top = sentence.chips
    ? lineOf(sentence, about.token).y + pose.shift - 4
    : embeddingY - sentence.positionHeight;
  const below = at.home * (sentence.gap + sentence.vectorLength);
  const width = Math.min(sentence.pitch, sentence.across + 44);
  return node('rect', {
    key: 'band',
    class: `band ${kind}`,
    x: round(centreOf(sentence, about.token) - width / 2),
    y: round(top),
    width: round(width),
    height: round(embeddingY + embeddingLength + below + 8 - top),
    rx: 10,
  });
}

/** Names the bands of a line at its left. */
function labels({ kind, at, pose, say }: ProjectionView, { sentence }: Layout): (SvgNode | undefined)[] {
  const x = sentence.left - 6;
  return sentence.lines.flatMap(({ first }) => {
    const { embeddingY, embeddingLength, vectorY } = bandsOf(sentence, pose, first);
    return [
      sideLabel({
        key: `embedding${first}`,
        name: say('word.embedding'),
        tone: 'embedding',
        x,
        y: embeddingY + embeddingLength / 2,
        shown: 1,
      }),
      sideLabel({
        key: `${kind}${first}`,
        name: say(`word.${kind}`),
        tone: kind,
        x,
        y: vectorY + sentence.vectorLength / 2,
        shown: at.others,
      }),
    ];
  });
}

function chipState({ kind, about, selection, highlight }: ProjectionView, index: number): string {
  const marks: string[] = [];
  if (about.asked?.token === index || (kind === 'query' && about.token === index))
    marks.push('asks', 'chosen');
  else if (about.speakers.includes(index)) marks.push('replies', 'chosen');
  if (highlight.has(cellId(kind, selection.head, index)) || highlight.has(cellId('embedding', index)))
    marks.push('highlight');
  return marks.join(' ');
}

function word(view: ProjectionView, layout: Layout, index: number): SvgNode {
  const { sentence } = layout;
  const x = centreOf(sentence, index);
  const y = lineOf(sentence, index).y + view.pose.shift;
  return node(
    'g',
    { key: `word${index}` },
    sentence.chips ? chip(view, layout, index, x, y) : slanted(view, layout, index, x, y),
    sentence.numbered &&
      text(String(index + 1), {
        key: 'position',
        class: 'position',
        x: round(x),
        y: round(y + sentence.headerHeight + 9),
      }),
  );
}

function chip(
  view: ProjectionView,
  { sentence }: Layout,
  index: number,
  x: number,
  y: number,
): SvgNode | undefined {
  const width = chipWidth(sentence.pitch);
  return token({
    key: 'chip',
    word: view.trace.words[index]!,
    gloss: view.say.gloss(view.trace.words[index]!),
    x: x - width / 2,
    y,
    width,
    height: sentence.headerHeight,
    letters: sentence.letters,
    state: chipState(view, index),
    token: index,
  });
}

function slanted(view: ProjectionView, { sentence }: Layout, index: number, x: number, y: number): SvgNode {
  const state = chipState(view, index);
  return node(
    'g',
    { key: 'slanted', class: `column-word ${state}`, 'data-token': index },
    slantedWord({
      key: 'word',
      word: view.trace.words[index]!,
      gloss: view.say.gloss(view.trace.words[index]!),
      x,
      y: y + sentence.headerHeight - 2,
      slant: 70,
      pitch: sentence.pitch,
      chosen: state.includes('chosen'),
    }),
  );
}

/** One whose vector is at work elsewhere leaves a pale one behind. */
function embedding(view: ProjectionView, { sentence }: Layout, index: number): SvgNode {
  const { trace, about, at, pose, highlight } = view;
  const { embeddingY } = bandsOf(sentence, pose, index);
  const away = index === about.token && at.laid > 0;
  const columns = trace.shape('embedding')[1]!;
  return node(
    'g',
    {
      key: `embedding${index}`,
      transform: `translate(${round(centreOf(sentence, index) - sentence.across / 2)} ${round(embeddingY)}) scale(1 ${round(pose.stretch)})`,
    },
    vector(trace, {
      tensor: 'embedding',
      indices: [index],
      cell: { along: sentence.embeddingLength / columns, across: sentence.across },
      scale: residualScale(trace),
      highlight,
      opacity: away ? 0.25 : 1,
      pose: { x: 0, y: 0 },
    }),
  );
}

/** They come out of their embeddings, one after another. The followed word's is drawn where it is made. */
function otherVector(view: ProjectionView, { sentence }: Layout, index: number): SvgNode | undefined {
  const { kind, trace, selection, about, at, pose, highlight } = view;
  if (index === about.token) return undefined;
  const moved = staggered(at.others, index, trace.n_tokens);
  const { vectorY } = bandsOf(sentence, pose, index);
  return vector(trace, {
    tensor: kind,
    indices: [selection.head, index],
    cell: {
      along: sentence.vectorLength / trace.shape(kind)[2]!,
      across: sentence.across,
    },
    scale: vectorScale(trace, kind, selection.head),
    highlight,
    opacity: moved,
    pose: { x: centreOf(sentence, index) - sentence.across / 2, y: vectorY - (1 - moved) * 40 },
  });
}
