{{ config.extra.practice(config.docs_dir ~ "/..", "q23") }}
