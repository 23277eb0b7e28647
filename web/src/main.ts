import { AttentionExplainer } from './elements/attention-explainer.js';
import { ChapterProse } from './elements/chapter-prose.js';
import { CellInspector } from './elements/cell-inspector.js';
import { CostGrowth } from './elements/cost-growth.js';
import { CostHead } from './elements/cost-head.js';
import { ExplainerFigure } from './elements/explainer-figure.js';
import { FigureGallery } from './elements/figure-gallery.js';
import { FigureStills } from './elements/figure-stills.js';
import { FigureTools } from './elements/figure-tools.js';
import { NumberTable } from './elements/number-table.js';
import { NumberField } from './elements/number-field.js';
import { ParameterCalculator } from './elements/parameter-calculator.js';
import { LearningFigure } from './elements/learning-figure.js';
import { LearningSettingsForm } from './elements/learning-settings.js';
import { HeadSwitches } from './elements/head-switches.js';
import { RankSlider } from './elements/rank-slider.js';
import { RemovalChoice } from './elements/removal-choice.js';
import { RunSwitches } from './elements/run-switches.js';
import { SentenceBox } from './elements/sentence-box.js';
import { TransportBar } from './elements/transport-bar.js';

const elements = {
  'cell-inspector': CellInspector,
  'chapter-prose': ChapterProse,
  'cost-growth': CostGrowth,
  'cost-head': CostHead,
  'explainer-figure': ExplainerFigure,
  'figure-gallery': FigureGallery,
  'figure-stills': FigureStills,
  'figure-tools': FigureTools,
  'number-table': NumberTable,
  'number-field': NumberField,
  'parameter-calculator': ParameterCalculator,
  'learning-figure': LearningFigure,
  'learning-settings': LearningSettingsForm,
  'head-switches': HeadSwitches,
  'rank-slider': RankSlider,
  'removal-choice': RemovalChoice,
  'run-switches': RunSwitches,
  'sentence-box': SentenceBox,
  'transport-bar': TransportBar,
  'attention-explainer': AttentionExplainer,
};

// A page that loads the script twice must not fail on the second time.
for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}
