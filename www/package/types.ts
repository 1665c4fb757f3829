// What goes in and comes out. The types are made of those in `src/api.rs`.

export type {
  Conversion,
  Decision,
  Detection,
  Evidence,
  File,
  Finding,
  InitInput,
  OptionDescription,
  OtherLayout,
  Position,
  Request,
  Role,
  RunnerUp,
  Source,
  Span,
  Step,
  Target,
} from "./engine/engine.js";
