// The typed face of the analysis: vectors in, numbers for figures out. Every result is a copy.
import {
  analysisOperations,
  analysisTensors,
  type AnalysisOperation,
  type AnalysisTensor,
} from '../build/wasm/generated/analysis.js';
import { masks } from '../build/wasm/generated/tensors.js';
import type { RunOptions } from './attention.js';
import { checkWhole } from './check-whole.js';
import { AttentionError, Instance, StatusCode } from './instance.js';

interface Exports {
  attention_analysis_layout(points: number, d: number): number;
  attention_analysis_address(tensor: number): number;
  attention_analysis_size(tensor: number): number;
  attention_analysis_run(operation: number, count: number): number;
  attention_analysis_moved_query(position: number, temperature: number, scale: number, mask: number): number;
}

type Vector = ArrayLike<number>;

export interface PlaneOptions {
  /** The first so many points decide the plane, from 1 to all of them. */
  readonly fit: number;
  /** A direction that the plane must hold; one of length 0 leaves the choice to the points. */
  readonly firstAxis?: Vector;
}

export interface Plane {
  /** The mean of the points that decide the plane. */
  readonly origin: number[];
  /** Of length 1 and orthogonal; in one dimension the second is 0. */
  readonly axes: [number[], number[]];
  /** Of all points, from the origin. */
  readonly coordinates: [number, number][];
  /** The share of the deciding points' squared spread that lies in the plane, from 0 to 1. */
  readonly share: number;
}

export interface Combination {
  readonly coefficients: number[];
  /** The sum of coefficients times vectors. */
  readonly fitted: number[];
  /** The distance of the fitted vector from the target, in lengths of the target. */
  readonly residual: number;
}

/** Coordinates in a space of three dimensions. */
export type Place3 = readonly [number, number, number];

/** A space of three dimensions that keeps up to three vectors whole. */
export interface Frame {
  /** Orthonormal, where vectors have at least three components. */
  readonly axes: readonly number[][];
  /** Of all points. */
  readonly places: readonly Place3[];
}

/** What may come next at a place, whatever has led there. */
export interface Prediction {
  readonly at: number[];
  /** Of each word. */
  readonly probability: number[];
}

/** What a product of two matrices does, direction by direction. */
export interface Directions {
  /** Orthogonal, the strongest first, each as long as what the product does in it. */
  readonly vectors: number[][];
  /** With the first k + 1 of them kept, how far the product is off, in sizes of the whole (Frobenius norm). */
  readonly leftOver: number[];
}

/** A query that is moved along the two axes of a plane, and what it meets. */
export interface MovedQuery {
  readonly keys: readonly Vector[];
  readonly query: Vector;
  /** Orthonormal, as `plane` gives them. */
  readonly axes: readonly [Vector, Vector];
  readonly move: readonly [along: number, across: number];
  /** The place of its token, from 0: keys behind it are of later words. */
  readonly position: number;
}

/** The row of attention of a query that was moved. */
export interface MovedRow {
  readonly query: number[];
  /** Of later words too. */
  readonly scores: number[];
  readonly weights: number[];
}

/**
 * Small computations on vectors, in an instance of the explainer's module of their own. Numbers are taken as float32;
 * what each method computes is documented in core/include/attention/analysis/. All throw an AttentionError for vectors that
 * are empty, not equally long or not finite.
 */
export class Analysis {
  private constructor(private readonly instance: Instance<Exports>) {}

  /** Compiles and instantiates one of the two variants of the explainer's module. */
  static async instantiate(bytes: Uint8Array<ArrayBuffer>): Promise<Analysis> {
    return new Analysis(await Instance.of<Exports>(bytes));
  }

  /** The plane that holds most of the spread of the first `fit` points, and where all points lie in it. */
  plane(points: readonly Vector[], { fit, firstAxis }: PlaneOptions): Plane {
    checkWhole({ fit });
    const d = this.#layout(points, firstAxis ? [firstAxis] : []);
    if (firstAxis) this.#view('first_axis').set(firstAxis);
    this.#run(firstAxis ? 'plane_with_axis' : 'plane', fit);
    const axes = this.#copy('axes');
    const coordinates = this.#copy('coordinates');
    return {
      origin: this.#copy('origin'),
      axes: [axes.slice(0, d), axes.slice(d)],
      coordinates: points.map((_, p) => [coordinates[2 * p]!, coordinates[2 * p + 1]!]),
      share: this.#view('summary')[0]!,
    };
  }

  /** The combination of up to 8 vectors that comes nearest to the target. */
  combine(vectors: readonly Vector[], target: Vector): Combination {
    this.#layout([...vectors, target]);
    this.#run('combine', vectors.length);
    return {
      coefficients: this.#copy('coefficients').slice(0, vectors.length),
      fitted: this.#copy('fitted'),
      residual: this.#view('summary')[1]!,
    };
  }

  /** A dot product multiply by multiply: the products, and their sums from the left. */
  multiply(a: Vector, b: Vector): { products: number[]; running: number[] } {
    this.#layout([a, b]);
    this.#run('multiply');
    return { products: this.#copy('product'), running: this.#copy('running') };
  }

  /** How far two vectors are apart: in the component where they differ most, and altogether. */
  compare(a: Vector, b: Vector): { largestDifference: number; distance: number } {
    this.#layout([a, b]);
    this.#run('compare');
    const summary = this.#view('summary');
    return { largestDifference: summary[2]!, distance: summary[3]! };
  }

  /** The directions of sum over a of left[a] right[a]^T: columns of one matrix, rows of the other, equally many. */
  directions(left: readonly Vector[], right: readonly Vector[]): Directions {
    if (left.length !== right.length) {
      const sentence = `Columns and rows must be equally many; there are ${left.length} and ${right.length}.`;
      throw new AttentionError(StatusCode.bad_dimension, sentence);
    }
    const d = this.#layout([...left, ...right]);
    this.#run('directions_of_product', left.length);
    const vectors = this.#copy('directions');
    return {
      vectors: left.map((_, k) => vectors.slice(k * d, (k + 1) * d)),
      leftOver: this.#copy('coefficients').slice(0, left.length),
    };
  }

  /** The frame that keeps the first `fit` points whole, 1 to 3 of them, and where all points lie in it. */
  frame(points: readonly Vector[], { fit }: { readonly fit: number }): Frame {
    checkWhole({ fit });
    const d = this.#layout(points);
    this.#run('lay_frame', fit);
    const [axes, places] = [this.#copy('frame'), this.#copy('places')];
    return {
      axes: [0, 1, 2].map((k) => axes.slice(k * d, (k + 1) * d)),
      places: points.map((_, p) => [places[3 * p]!, places[3 * p + 1]!, places[3 * p + 2]!]),
    };
  }

  /**
   * What the model expects next at the sum of vectors, each times its coefficient. `unembedding` has a row for each word, as long
   * as they are.
   */
  predict(vectors: readonly Vector[], coefficients: Vector, unembedding: readonly Vector[]): Prediction {
    if (coefficients.length !== vectors.length) {
      const sentence = `Each vector needs one coefficient; there are ${vectors.length} and ${coefficients.length}.`;
      throw new AttentionError(StatusCode.bad_dimension, sentence);
    }
    this.#layout([...vectors, ...unembedding]);
    this.#view('coefficients').set(coefficients);
    this.#run('predict', vectors.length);
    return {
      at: this.#copy('fitted'),
      probability: this.#copy('probability').slice(0, unembedding.length),
    };
  }

  /** The sum of vectors, each times its coefficient: where a prediction with any unembedding is made. */
  sum(vectors: readonly Vector[], coefficients: Vector): number[] {
    return this.predict(vectors, coefficients, vectors.slice(0, 1)).at;
  }

  /** The row of a query that is moved in a plane, as a run with these options would compute it. */
  movedQuery({ keys, query, axes, move, position }: MovedQuery, options: RunOptions): MovedRow {
    checkWhole({ position });
    const d = this.#layout([...keys, query], axes);
    axes.forEach((axis, k) => this.#view('axes').set(axis, k * d));
    this.#view('move').set(move);
    const { temperature, scale, mask } = options;
    const run = this.instance.exports.attention_analysis_moved_query;
    this.instance.check(run(position, temperature, Number(scale), masks.indexOf(mask)));
    return {
      query: this.#copy('moved'),
      scores: this.#copy('scores').slice(0, keys.length),
      weights: this.#copy('weights').slice(0, keys.length),
    };
  }

  /** Lays out the points and writes them. `others` must only be as long as they are. Returns that length. */
  #layout(points: readonly Vector[], others: readonly Vector[] = []): number {
    const d = points[0]?.length ?? 0;
    const odd = [...points, ...others].find(({ length }) => length !== d);
    if (odd) {
      throw new AttentionError(
        StatusCode.bad_dimension,
        `The vectors must be equally long; one has ${d} components and another ${odd.length}.`,
      );
    }
    this.instance.check(this.instance.exports.attention_analysis_layout(points.length, d));
    const target = this.#view('points');
    points.forEach((point, p) => target.set(point, p * d));
    return d;
  }

  #run(operation: AnalysisOperation, count = 0): void {
    const { exports } = this.instance;
    this.instance.check(exports.attention_analysis_run(analysisOperations.indexOf(operation), count));
  }

  #view(name: AnalysisTensor): Float32Array {
    const { exports } = this.instance;
    const id = analysisTensors.indexOf(name);
    return this.instance.floats(exports.attention_analysis_address(id), exports.attention_analysis_size(id));
  }

  #copy(name: AnalysisTensor): number[] {
    return Array.from(this.#view(name));
  }
}
