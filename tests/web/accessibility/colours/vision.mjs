// Colours as people see them: sRGB, contrast, the three kinds of colour blindness, and how far apart two colours look.

/** Linear red, green and blue, 0 to 1, of `#rrggbb`. */
export function linear(hex) {
  return [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
}

/** Contrast as WCAG 2.2 defines it, from 1 to 21. */
export function contrast(one, other) {
  const luminance = (hex) => {
    const [r, g, b] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * The matrices of G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of
 * Color Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009), 1291-1298, at severity
 * 1.0, as published with it at www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation. They apply to linear RGB.
 */
const machado = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

export const visions = ['trichromacy', ...Object.keys(machado)];

/** Linear RGB as somebody with this vision sees it. */
export function seen(rgb, vision) {
  const matrix = machado[vision];
  if (!matrix) return rgb;
  const clamped = (value) => Math.min(Math.max(value, 0), 1);
  return matrix.map((row) => clamped(row.reduce((sum, factor, index) => sum + factor * rgb[index], 0)));
}

/** CIELAB under D65 of linear sRGB. */
export function lab([r, g, b]) {
  const [x, y, z] = [
    (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
    0.2126729 * r + 0.7151522 * g + 0.072175 * b,
    (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883,
  ].map((value) => (value > (6 / 29) ** 3 ? Math.cbrt(value) : value / (3 * (6 / 29) ** 2) + 4 / 29));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const degrees = Math.PI / 180;
const pow7 = (x) => Math.sqrt(x ** 7 / (x ** 7 + 25 ** 7));

/** CIEDE2000 between two colours in CIELAB: about 2 is just seen, 10 and more is told apart at a glance. */
export function ciede2000([L1, a1, b1], [L2, a2, b2]) {
  const meanC = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const stretch = 1.5 - 0.5 * pow7(meanC);
  const polar = (a, b) => {
    const hue = Math.atan2(b, a * stretch) / degrees;
    return { C: Math.hypot(a * stretch, b), h: hue < 0 ? hue + 360 : hue };
  };
  const [one, other] = [polar(a1, b1), polar(a2, b2)];
  const grey = one.C * other.C === 0;
  let turn = grey ? 0 : other.h - one.h;
  if (turn > 180) turn -= 360;
  if (turn < -180) turn += 360;
  const dH = 2 * Math.sqrt(one.C * other.C) * Math.sin((turn / 2) * degrees);
  const [dL, dC] = [L2 - L1, other.C - one.C];
  const [L, C] = [(L1 + L2) / 2, (one.C + other.C) / 2];
  let h = one.h + other.h;
  if (!grey) h = Math.abs(one.h - other.h) <= 180 ? h / 2 : (h + (h < 360 ? 360 : -360)) / 2;
  const T =
    1 -
    0.17 * Math.cos((h - 30) * degrees) +
    0.24 * Math.cos(2 * h * degrees) +
    0.32 * Math.cos((3 * h + 6) * degrees) -
    0.2 * Math.cos((4 * h - 63) * degrees);
  const S = {
    L: 1 + (0.015 * (L - 50) ** 2) / Math.sqrt(20 + (L - 50) ** 2),
    C: 1 + 0.045 * C,
    H: 1 + 0.015 * C * T,
  };
  const R = -2 * pow7(C) * Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * degrees);
  const [l, c, H] = [dL / S.L, dC / S.C, dH / S.H];
  return Math.sqrt(l * l + c * c + H * H + R * c * H);
}
