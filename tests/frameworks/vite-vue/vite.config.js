import vue from '@vitejs/plugin-vue';

const isCustomElement = (tag) => tag === 'attention-explainer';

export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
