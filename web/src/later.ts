// What follows the first figure: the other chapters and the elements in them.
import formulas from '../formulas.tex';
import { Analysis } from '../../wasm/analysis.js';
import { chapters } from './chapters/chapters.js';
import { provideChapters } from './chapters/shelf.js';
import { addStyles, define } from './elements/define.js';
import { ChapterProse } from './elements/chapter-prose.js';
import { CostGrowth } from './elements/cost-growth.js';
import { CostHead } from './elements/cost-head.js';
import { ExplainerFigure } from './elements/explainer-figure.js';
import { FigureGallery } from './elements/figure-gallery.js';
import { FigureStills } from './elements/figure-stills.js';
import { HeadSwitches } from './elements/head-switches.js';
import { laterFigureStyles } from './elements/later-figure-styles.js';
import { laterProseStyles } from './elements/later-prose-styles.js';
import { LearningFigure } from './elements/learning-figure.js';
import { LearningSettingsForm } from './elements/learning-settings.js';
import { NumberField } from './elements/number-field.js';
import { NumberTable } from './elements/number-table.js';
import { ParameterCalculator } from './elements/parameter-calculator.js';
import { RankSlider } from './elements/rank-slider.js';
import { RemovalChoice } from './elements/removal-choice.js';
import { RunSwitches } from './elements/run-switches.js';
import { provideFormulas } from './scene/formulas.js';

define({
  'cost-growth': CostGrowth,
  'cost-head': CostHead,
  'figure-gallery': FigureGallery,
  'figure-stills': FigureStills,
  'number-field': NumberField,
  'number-table': NumberTable,
  'parameter-calculator': ParameterCalculator,
  'learning-figure': LearningFigure,
  'learning-settings': LearningSettingsForm,
  'head-switches': HeadSwitches,
  'rank-slider': RankSlider,
  'removal-choice': RemovalChoice,
  'run-switches': RunSwitches,
});
addStyles(ExplainerFigure, laterFigureStyles);
addStyles(ChapterProse, laterProseStyles);
provideFormulas(formulas);
provideChapters(chapters, Analysis.instantiate);
