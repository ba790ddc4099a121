{{ config.extra.tips(config.docs_dir ~ "/..", "t12") }}
