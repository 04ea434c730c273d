//! The crates measured, behind one trait.

use std::path::Path;
use std::sync::Arc;

use crate::workload::Batch;
use anyhow::{Context, Result};
use rten::{Model, NodeId, RunOptions, ThreadPool, Value};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

const INPUTS: [&str; 5] = ["ids", "mask", "first", "last", "shape"];
const OUTPUTS: [&str; 10] =
    ["upos", "lemma", "arc", "relation", "entity", "attribution", "trigger", "mode", "status", "role"];

pub trait Engine: Sync {
    /// Runs one batch on the calling thread, all outputs; gives the sum of the first output's scores.
    fn run(&self, batch: &Batch) -> Result<f32>;
}

fn inputs(batch: &Batch) -> [(usize, &[i32]); 5] {
    [
        (batch.width, &batch.ids),
        (batch.width, &batch.mask),
        (batch.words, &batch.first),
        (batch.words, &batch.last),
        (batch.words, &batch.shape),
    ]
}

pub struct Rten {
    model: Model,
    inputs: Vec<NodeId>,
    outputs: Vec<NodeId>,
}

thread_local! {
    static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
}

impl Rten {
    pub fn load(path: &Path) -> Result<Self> {
        let model = Model::load_static_slice(Vec::leak(std::fs::read(path)?))?;
        let nodes = |names: &[&str]| names.iter().map(|n| model.node_id(n)).collect::<Result<Vec<_>, _>>();
        let (inputs, outputs) = (nodes(&INPUTS)?, nodes(&OUTPUTS)?);
        Ok(Rten { model, inputs, outputs })
    }
}

impl Engine for Rten {
    fn run(&self, batch: &Batch) -> Result<f32> {
        let tensor = |(wide, flat): (usize, &[i32])| -> Value {
            NdTensor::from_data([batch.sentences, wide], flat.to_vec()).into()
        };
        let given = self.inputs.iter().copied().zip(inputs(batch).map(|i| tensor(i).into())).collect();
        let options = RunOptions::default().with_thread_pool(Some(POOL.with(Arc::clone)));
        let outputs = self.model.run(given, &self.outputs, Some(options))?;
        let first: NdTensor<f32, 3> = outputs.into_iter().next().context("no output")?.try_into()?;
        Ok(first.iter().sum())
    }
}

/// candle's BERT with the weights of a checkpoint folder (`config.json`, `model.safetensors`): the encoder alone.
#[cfg(feature = "candle")]
pub struct Candle(candle_transformers::models::bert::BertModel);

#[cfg(feature = "candle")]
impl Candle {
    pub fn load(folder: &Path) -> Result<Self> {
        use candle_core::{DType, Device};
        let config = serde_json::from_slice(&std::fs::read(folder.join("config.json"))?)?;
        let weights = std::fs::read(folder.join("model.safetensors"))?;
        let weights = candle_nn::VarBuilder::from_buffered_safetensors(weights, DType::F32, &Device::Cpu)?;
        Ok(Candle(candle_transformers::models::bert::BertModel::load(weights, &config)?))
    }
}

#[cfg(feature = "candle")]
impl Engine for Candle {
    fn run(&self, batch: &Batch) -> Result<f32> {
        use candle_core::{DType, Device, Tensor};
        let tensor = |flat: &[i32]| -> candle_core::Result<Tensor> {
            let flat: Vec<u32> = flat.iter().map(|i| *i as u32).collect();
            Tensor::from_vec(flat, (batch.sentences, batch.width), &Device::Cpu)
        };
        let (ids, mask) = (tensor(&batch.ids)?, tensor(&batch.mask)?);
        let found = self.0.forward(&ids, &ids.zeros_like()?, Some(&mask))?;
        Ok(found.to_dtype(DType::F32)?.sum_all()?.to_scalar::<f32>()?)
    }
}
