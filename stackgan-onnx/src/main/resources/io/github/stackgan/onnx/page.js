'use strict';
(() => {
  const $ = id => document.getElementById(id);
  let ort, encoder, generators, held = true;

  /* As char-CNN-RNN reads a text: in lower case, 201 characters, for each its row of the alphabet. */
  function characters(text) {
    const rows = new Int32Array(MODEL.length).fill(MODEL.alphabet.length);
    [...text.toLowerCase()].slice(0, MODEL.length).forEach((character, i) => {
      const row = MODEL.alphabet.lastIndexOf(character);
      rows[i] = row < 0 ? MODEL.unknown : row;
    });
    return rows;
  }

  /* The library's own noise, so that a seed gives the same image here: SplitMix64, then Box-Muller. */
  const LAST = (1n << 64n) - 1n;
  const STEP = 0x9E3779B97F4A7C15n;
  function mix(z) {
    z = ((z ^ (z >> 30n)) * 0xBF58476D1CE4E5B9n) & LAST;
    z = ((z ^ (z >> 27n)) * 0x94D049BB133111EBn) & LAST;
    return z ^ (z >> 31n);
  }
  function normals(seed) {
    let state = mix(BigInt.asUintN(64, BigInt(seed)));
    for (const letter of MODEL.purpose) state = mix(state ^ BigInt(letter.charCodeAt(0)));
    state = mix(state ^ mix(STEP));
    const uniform = () => {
      state = (state + STEP) & LAST;
      return Number(mix(state) >> 11n) * 2 ** -53;
    };
    let spare = null;
    return () => {
      if (spare !== null) {
        const result = spare;
        spare = null;
        return result;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    };
  }
  function noise(seed) {
    const next = normals(seed);
    const cut = () => {
      let drawn = next();
      while (Math.abs(drawn) > 2) drawn = next();
      return drawn;
    };
    const kinds = {NORMAL: next, TRUNCATED_NORMAL: cut, NONE: () => 0};
    const inputs = {z: Float32Array.from({length: MODEL.z}, next)};
    MODEL.stages.forEach((stage, i) => {
      inputs['eps' + (i + 1)] = Float32Array.from({length: stage.condition}, kinds[stage.noise]);
    });
    return inputs;
  }

  /* All stages' images, each as values from -1 to 1: red, green, blue. */
  async function generate(text, seed) {
    const read = {characters: new ort.Tensor('int32', characters(text), [1, MODEL.length])};
    const inputs = await encoder.run(read);
    for (const [name, values] of Object.entries(noise(seed))) {
      if (generators.inputNames.includes(name)) inputs[name] = new ort.Tensor('float32', values, [1, values.length]);
    }
    const results = await generators.run(inputs);
    return MODEL.stages.map((stage, i) => results['stage' + (i + 1)].data);
  }

  function frame(stage, i) {
    const figure = document.createElement('figure');
    const caption = document.createElement('figcaption');
    const name = document.createElement('b');
    name.textContent = 'Stage-' + 'I'.repeat(i + 1);
    const save = document.createElement('a');
    save.textContent = 'Save';
    save.download = 'stage-' + (i + 1) + '.png';
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = stage.size;
    canvas.setAttribute('role', 'img');
    caption.append(name, save);
    figure.append(caption, canvas);
    return figure;
  }

  function show(values, i, text) {
    const canvas = $('stages').children[i].querySelector('canvas');
    const side = canvas.width;
    const image = new ImageData(side, side);
    for (let place = 0; place < side * side; place++) {
      for (let colour = 0; colour < 3; colour++) {
        image.data[4 * place + colour] = (values[colour * side * side + place] + 1) * 127.5;
      }
      image.data[4 * place + 3] = 255;
    }
    canvas.getContext('2d').putImageData(image, 0, 0);
    canvas.setAttribute('aria-label', 'Stage-' + 'I'.repeat(i + 1) + ' image of: ' + text);
    $('stages').children[i].querySelector('a').href = canvas.toDataURL();
  }

  async function run() {
    if (held) return;
    const text = $('text').value.trim();
    const seed = Number($('seed').value);
    if (!text) return say('Type a text first.');
    if ($('seed').value === '' || !Number.isSafeInteger(seed)) return say('The seed must be a whole number.');
    hold(true);
    say('Generating\u2026');
    /* The line is seen before the work begins, which keeps the page busy. */
    await new Promise(seen => setTimeout(seen, 20));
    try {
      const start = performance.now();
      (await generate(text, seed)).forEach((values, i) => show(values, i, text));
      performance.mark('image');
      say('Generated in ' + ((performance.now() - start) / 1000).toFixed(1) + ' s, seed ' + seed + '.');
    } catch (e) {
      say('It cannot be generated: ' + e.message);
    }
    hold(false);
  }

  /* One image at a time, and none before the model is there. A disabled button would lose the focus. */
  function hold(now) {
    held = now;
    for (const button of document.querySelectorAll('button')) button.setAttribute('aria-disabled', now);
  }

  function say(text) {
    $('status').textContent = text;
  }

  /* Contents are gzip in base64 in scripts, since a page that was opened as a file may read no other files. */
  async function unpack(base64) {
    const packed = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  async function load() {
    const script = new Blob([await unpack(RUNTIME.script)], {type: 'text/javascript'});
    ort = await import(URL.createObjectURL(script));
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmBinary = await unpack(RUNTIME.wasm);
    encoder = await ort.InferenceSession.create(await unpack(MODEL.encoder));
    generators = await ort.InferenceSession.create(await unpack(MODEL.generators));
    hold(false);
    await run();
  }

  /* Captions of the model's own dataset, to try by a click. */
  function example(text) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', () => {
      if (held) return;
      $('text').value = text;
      run();
    });
    return button;
  }

  const missing = [[typeof RUNTIME, 'runtime.js'], [typeof MODEL, 'model.js']].filter(([type]) => type === 'undefined');
  if (missing.length) {
    hold(true);
    $('form').addEventListener('submit', event => event.preventDefault());
    return say('The page lacks ' + missing.map(([, name]) => name).join(' and ') + ', or could not read it; put it beside the page, and load the page again.');
  }
  $('stages').append(...MODEL.stages.map(frame));
  $('examples').append(...MODEL.captions.map(example));
  $('text').value = MODEL.captions[0] ?? 'a small red bird with a white belly';
  $('form').addEventListener('submit', event => {
    event.preventDefault();
    run();
  });
  $('another').addEventListener('click', () => {
    if (held) return;
    $('seed').value = Math.floor(Math.random() * 1000000);
    run();
  });
  hold(true);
  window.stackgan = {characters, noise, generate};
  load().catch(e => say('The model cannot be loaded: ' + e.message));
})();
