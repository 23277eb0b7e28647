// The analysis's computations in double precision, as the oracle for the wasm modules, by other algorithms than the
// C++: the plane by two-sided Jacobi rotations of the covariance, the combination by Gaussian elimination of the normal
// equations, the directions of a product by the same rotations of that product times its transpose, the frame of some vectors
// by the same rotations of their products with each other.

const range = (n) => Array.from({ length: n }, (_, k) => k);
const sum = (terms) => terms.reduce((total, term) => total + term, 0);
export const dot = (a, b) => sum(Array.from(a, (component, c) => component * b[c]));
const minus = (a, b) => Array.from(a, (component, c) => component - b[c]);
const times = (x, factor) => Array.from(x, (component) => component * factor);

/** Eigenvalues and eigenvectors of a symmetric matrix, the largest first. */
function eigen(matrix) {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors = range(n).map((i) => range(n).map((j) => Number(i === j)));
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p][q]) < 1e-300) continue;
        const angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (const rows of [a, vectors]) {
          for (const row of rows) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
        }
        for (let k = 0; k < n; k++)
          [a[p][k], a[q][k]] = [c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]];
      }
    }
  }
  return range(n)
    .map((k) => ({ value: a[k][k], vector: vectors.map((row) => row[k]) }))
    .sort((left, right) => right.value - left.value);
}

/** The plane through the first `fit` points: origin, axes up to sign, the spread along each, and all spread. */
export function principalPlane(points, fit, firstAxis) {
  const used = points.slice(0, fit);
  const origin = range(points[0].length).map((c) => sum(used.map((point) => point[c])) / fit);
  let rows = used.map((point) => minus(point, origin));
  const whole = sum(rows.map((row) => dot(row, row)));
  const axes = [];
  if (firstAxis) {
    const axis = times(firstAxis, 1 / Math.hypot(...firstAxis));
    axes.push({ value: sum(rows.map((row) => dot(row, axis) ** 2)), vector: axis });
    rows = rows.map((row) => minus(row, times(axis, dot(row, axis))));
  }
  const covariance = origin.map((_, i) => origin.map((_, j) => sum(rows.map((row) => row[i] * row[j]))));
  axes.push(...eigen(covariance).slice(0, 2 - axes.length));
  return {
    origin,
    axes: axes.map(({ vector }) => vector),
    spread: axes.map(({ value }) => value),
    share: sum(axes.map(({ value }) => value)) / whole,
  };
}

/** The coefficients of independent vectors that come nearest to the target. */
export function bestCombination(vectors, target) {
  const m = vectors.length;
  const rows = vectors.map((a) => [...vectors.map((b) => dot(a, b)), dot(a, target)]);
  for (let k = 0; k < m; k++) {
    const pivot = range(m)
      .slice(k)
      .reduce((best, r) => (Math.abs(rows[r][k]) > Math.abs(rows[best][k]) ? r : best));
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    for (let r = 0; r < m; r++)
      if (r !== k) rows[r] = minus(rows[r], times(rows[k], rows[r][k] / rows[k][k]));
  }
  const coefficients = rows.map((row, k) => row[m] / row[k]);
  const fitted = Array.from(target, (_, c) => sum(vectors.map((vector, k) => coefficients[k] * vector[c])));
  const missed = minus(target, fitted);
  return { coefficients, fitted, residual: Math.hypot(...missed) / Math.hypot(...target) };
}

/**
 * The row of a query moved along two axes: its scores, and softmax of those of the first `seen` keys divided by `divisor`, as
 * powers of e by their sum.
 */
export function movedRow({ keys, query, axes, move }, divisor, seen) {
  const moved = Array.from(query, (q, c) => q + move[0] * axes[0][c] + move[1] * axes[1][c]);
  const scores = keys.map((key) => dot(moved, key));
  const powers = scores.map((score, j) => (j < seen ? Math.exp(score / divisor) : 0));
  return { query: moved, scores, weights: powers.map((power) => power / sum(powers)) };
}

/**
 * Of P = sum over a of left[a] right[a]^T: singular values and left singular vectors (up to sign), the largest first; with
 * the first k + 1 kept, |P - P_kept| / |P|; and how far each value is from the others, in parts of the largest.
 */
export function truncatedProduct(left, right) {
  const d = range(left[0].length);
  const product = d.map((r) => d.map((c) => sum(left.map((column, a) => column[r] * right[a][c]))));
  const found = eigen(product.map((a) => product.map((b) => dot(a, b))));
  const squares = found.map(({ value }) => Math.max(value, 0));
  const whole = sum(squares);
  const singularValues = squares.map(Math.sqrt);
  return {
    singularValues,
    directions: found.map(({ vector }) => vector),
    leftOver: squares.map((_, k) => Math.sqrt(sum(squares.slice(k + 1)) / whole)),
    gaps: singularValues.map((value, k) =>
      Math.min(
        ...singularValues.map((other, l) =>
          l === k ? Infinity : Math.abs(value - other) / singularValues[0],
        ),
      ),
    ),
  };
}

/** The orthonormal vectors that together lie nearest to independent ones, the rows of D: (D D^T)^(-1/2) D. */
export function symmetricFrame(vectors) {
  const found = eigen(vectors.map((a) => vectors.map((b) => dot(a, b))));
  const d = range(vectors[0].length);
  return vectors.map((_, i) =>
    d.map((c) =>
      sum(
        found.map(
          ({ value, vector }) =>
            (vector[i] / Math.sqrt(value)) * sum(vectors.map((row, j) => vector[j] * row[c])),
        ),
      ),
    ),
  );
}
