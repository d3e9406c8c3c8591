// @ts-check
/* Draws people as points whose shape says the role, with WebGL: sigma's own program knows circles alone. */
import { NodePointProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_role;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
uniform mat3 u_matrix;
varying vec4 v_color;
varying float v_edge;
varying float v_role;
const float bias = 255.0 / 254.0;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  gl_PointSize = a_size / u_sizeRatio * u_pixelRatio * 2.0;
  v_edge = u_sizeRatio / a_size;
  v_role = a_role;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

// how far a place is outside the shape, in radii; the shapes are those of dom.js
const FRAGMENT = `
precision mediump float;
varying vec4 v_color;
varying float v_edge;
varying float v_role;
const vec4 nothing = vec4(0.0);
void main() {
  vec2 at = gl_PointCoord * 2.0 - 1.0;
  vec2 away = abs(at);
  float outside = length(at) - 1.0;
  if (v_role > 3.5) outside = away.x + away.y - 1.0;
  else if (v_role > 2.5) outside = max(away.y - 0.9, away.x + away.y * 0.55 - 1.0);
  else if (v_role > 1.5) outside = max(at.y - 0.8, away.x - (at.y + 1.0) * 0.556);
  else if (v_role > 0.5) outside = max(away.x, away.y) - 0.85;
  #ifdef PICKING_MODE
  gl_FragColor = outside > 0.0 ? nothing : v_color;
  #else
  // a darker rim keeps those who overlap apart
  float rim = v_edge < 0.25 ? 0.4 * smoothstep(-2.5 * v_edge, -1.5 * v_edge, outside) : 0.0;
  gl_FragColor = mix(vec4(v_color.rgb * (1.0 - rim), v_color.a), nothing, smoothstep(-v_edge, 0.0, outside));
  #endif
}`;

export class ShapeProgram extends NodePointProgram {
  getDefinition() {
    const known = super.getDefinition();
    return { ...known, VERTEX_SHADER_SOURCE: VERTEX, FRAGMENT_SHADER_SOURCE: FRAGMENT,
      ATTRIBUTES: [...known.ATTRIBUTES, { name: "a_role", size: 1, type: WebGLRenderingContext.FLOAT }] };
  }

  processVisibleItem(/** @type {number} */ number, /** @type {number} */ start, /** @type {any} */ data) {
    this.array.set([data.x, data.y, data.size, floatColor(data.color), number, data.role], start);
  }
}
