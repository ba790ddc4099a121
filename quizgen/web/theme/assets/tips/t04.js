{{ config.extra.tips(config.docs_dir ~ "/..", "t04") }}
