// Where points lie in the plane of their largest spread, in double precision: classical multidimensional scaling. The
// Gram matrix of the centred points is brought to diagonal form by Jacobi rotations; no axis is ever formed.

const dot = (a, b) => a.reduce((sum, x, c) => sum + x * b[c], 0);

function centred(points) {
  const mean = points[0].map((_, c) => points.reduce((sum, point) => sum + point[c], 0) / points.length);
  return points.map((point) => point.map((x, c) => x - mean[c]));
}

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix, which is changed. */
function jacobi(matrix) {
  const n = matrix.length;
  const vectors = matrix.map((_, i) => matrix.map((__, j) => Number(i === j)));
  for (let sweep = 0; sweep < 60; sweep += 1) {
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) rotate(matrix, vectors, p, q);
  }
  return { values: matrix.map((row, i) => row[i]), vectors };
}

function rotate(matrix, vectors, p, q) {
  if (Math.abs(matrix[p][q]) < 1e-300) return;
  const angle = 0.5 * Math.atan2(2 * matrix[p][q], matrix[q][q] - matrix[p][p]);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const turn = (row) => {
    const [a, b] = [row[p], row[q]];
    row[p] = c * a - s * b;
    row[q] = s * a + c * b;
  };
  matrix.forEach(turn);
  vectors.forEach(turn);
  const [a, b] = [matrix[p], matrix[q]];
  matrix[p] = a.map((x, k) => c * x - s * b[k]);
  matrix[q] = a.map((x, k) => s * x + c * b[k]);
}

/** [x, y] of each point, up to the direction of either axis. */
export function planeOf(points) {
  const shifted = centred(points);
  const { values, vectors } = jacobi(shifted.map((a) => shifted.map((b) => dot(a, b))));
  const [first, second] = values.map((_, k) => k).sort((a, b) => values[b] - values[a]);
  const along = (k, i) => Math.sqrt(Math.max(values[k], 0)) * vectors[i][k];
  return points.map((_, i) => [along(first, i), second === undefined ? 0 : along(second, i)]);
}
